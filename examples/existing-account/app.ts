import { App } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import { JobFunction, MfaEnforcementMode, OnExisting, SecureAccountBaselineStack } from 'cdk-secure-account-baseline';

const app = new App();
const existing: string | undefined = app.node.tryGetContext('existingGroup');
const enforce = app.node.tryGetContext('enforce') === 'true';

const stack = new SecureAccountBaselineStack(app, 'account-baseline', {
  // The account has a group and a role `Administrators` and `Administrator`: the baseline takes names of its own beside them.
  groups: [
    { jobFunction: JobFunction.ADMINISTRATOR, groupName: 'BaselineAdministrators', roleOptions: { roleName: 'BaselineAdministrator', usersPath: '/' } },
    { jobFunction: JobFunction.POWER_USER },
    { jobFunction: JobFunction.SECURITY_AUDITOR },
  ],
  // Alias and password policy stay as they are, until a property is changed here.
  accountAlias: app.node.tryGetContext('accountAlias') ?? 'example-workshop',
  onExisting: OnExisting.ADOPT,
  // Nobody is denied anything yet: users enroll devices first. `-c enforce=true` enforces MFA.
  mfaEnforcement: { mode: enforce ? MfaEnforcementMode.ENFORCE : MfaEnforcementMode.ROLL_OUT },
});

// A group of the account keeps its policies, and its members come under MFA enforcement: `-c existingGroup=Developers`.
if (existing) stack.baseline.mfaEnforcement?.attachToGroup(iam.Group.fromGroupName(stack, 'Existing', existing));
