import { Stack } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import { Construct, IDependable } from 'constructs';
import { acknowledgeOrganizationSettings } from './acknowledgements';
import { OWNERSHIP_RECORDS } from '../../account/contract/parameters';
import { arnInStack, globalArn, regionalArn } from '../../private/arn';
import { baselineName, shortStackId } from '../../private/baseline-names';
import { createSettingsFunction } from '../../private/lambda/settings-function';

const ID = 'OrganizationSettingsFunction';

/** `ListTargetsForPolicy` is for every policy of the organization. */
const WITHOUT_RESOURCE = [
  'organizations:ListRoots', 'organizations:ListPolicies', 'organizations:ListTargetsForPolicy',
  'organizations:ListAWSServiceAccessForOrganization', 'organizations:ListDelegatedAdministrators',
  'organizations:EnableAWSServiceAccess', 'organizations:DisableAWSServiceAccess',
  'iam:ListOrganizationsFeatures',
  'iam:EnableOrganizationsRootCredentialsManagement', 'iam:DisableOrganizationsRootCredentialsManagement',
  'iam:EnableOrganizationsRootSessions', 'iam:DisableOrganizationsRootSessions',
];

/**
 * The Lambda function behind the settings of an organization, with its role and its log, in the stack of the management account. Its code
 * is part of the template.
 *
 * The role may turn every setting of these kinds on and off, not only those of the stack: CloudFormation would take back the permissions
 * of one that leaves the template before it deletes it, so that it could not be undone.
 */
export class OrganizationSettingsProvider extends Construct {
  /** The provider of the stack of a construct; the first call makes it. */
  public static getOrCreate(scope: Construct): OrganizationSettingsProvider {
    const stack = Stack.of(scope);
    return stack.node.tryFindChild(ID) as OrganizationSettingsProvider | undefined ?? new OrganizationSettingsProvider(stack);
  }

  /** The ARN of the function, for the custom resources of the stack. */
  public readonly serviceToken: string;

  /** What a custom resource must be made after, and deleted before. */
  public readonly ready: IDependable;

  private constructor(stack: Stack) {
    super(stack, ID);
    const { handler, policy, logGroup, configuration } = createSettingsFunction(this, {
      bundle: 'organization-settings',
      // The whole id of the stack would make the name longer than the 64 characters of a function.
      name: `${baselineName('organization-settings')}-${shortStackId()}`,
      records: regionalArn('ssm', `parameter${OWNERSHIP_RECORDS}organization-*`),
      actions: WITHOUT_RESOURCE,
    });
    policy.addStatements(
      new iam.PolicyStatement({
        actions: ['organizations:EnablePolicyType', 'organizations:DisablePolicyType'], resources: [globalArn('organizations', 'root/o-*/r-*')],
      }),
      new iam.PolicyStatement({
        actions: ['organizations:RegisterDelegatedAdministrator', 'organizations:DeregisterDelegatedAdministrator'],
        resources: [globalArn('organizations', 'account/o-*/*')],
      }),
    );
    this.serviceToken = arnInStack(handler);
    this.ready = configuration;
    acknowledgeOrganizationSettings(policy, handler, logGroup);
  }
}
