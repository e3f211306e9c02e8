import { App, CfnParameter, RemovalPolicy, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { CfnAccount } from 'aws-cdk-lib/aws-organizations';
import * as yaml from 'yaml';
import { loadTemplate } from '../../../proof/engine/template';
import { AccessPolicies, AccessProof, CallerCredentialsSynthesizer, Guardrail, OrganizationPolicyType, OrganizationSettings, OrganizationSettingsProps } from '../../../src';
import { OTHER_STACK, World } from '../../handlers/account-settings/harness';
import { SAMPLES } from '../../handlers/account-settings/samples';
import { testRulePacks } from '../../nag/rule-packs';

const EVERYTHING: OrganizationSettingsProps = {
  policyTypes: Object.values(OrganizationPolicyType),
  trustedServices: ['ram.amazonaws.com', 'cloudtrail.amazonaws.com', 'config.amazonaws.com', 'sso.amazonaws.com', 'account.amazonaws.com', 'ipam.amazonaws.com'],
  delegatedAdministrators: [
    ...['guardduty', 'securityhub', 'inspector2', 'access-analyzer', 'detective', 'macie'].map((service) => ({ servicePrincipal: `${service}.amazonaws.com`, accountId: '444455556666' })),
    { servicePrincipal: 'member.org.stacksets.cloudformation.amazonaws.com', accountId: '444455556666' },
  ],
  rootCredentialsManagement: true,
  rootSessions: true,
};

function stackOf(props: OrganizationSettingsProps): Stack {
  const app = new App({ analyticsReporting: true, context: { 'aws:cdk:enable-path-metadata': true } });
  const stack = new Stack(app, 'account-baseline-organization', { synthesizer: new CallerCredentialsSynthesizer() });
  new OrganizationSettings(stack, 'Settings', props);
  return stack;
}

interface Resource {
  readonly Type: string;
  readonly Properties: any;
  readonly DependsOn?: string[];
  readonly DeletionPolicy?: string;
  readonly UpdateReplacePolicy?: string;
}
const resourcesOf = (stack: Stack): [string, Resource][] => Object.entries(Template.fromStack(stack).toJSON().Resources);
const settingsOf = (stack: Stack) => resourcesOf(stack).filter(([, { Type }]) => Type.startsWith('Custom::'));
const namesOf = (stack: Stack) => settingsOf(stack).map(([, { Properties }]) => Properties.Setting);

test('each setting is a resource, made after what it needs, and one after the other', () => {
  const stack = stackOf({
    policyTypes: [OrganizationPolicyType.TAG],
    trustedServices: ['ram.amazonaws.com'],
    delegatedAdministrators: [{ servicePrincipal: 'guardduty.amazonaws.com', accountId: '444455556666' }],
    rootCredentialsManagement: true,
    rootSessions: true,
  });
  const settings = settingsOf(stack);
  expect(settings.map(([, { Type, Properties }]) => [Type, Properties.Setting])).toEqual([
    ['Custom::OrganizationTrustedAccess', 'organization-trusted-access/ram.amazonaws.com'],
    ['Custom::OrganizationTrustedAccess', 'organization-trusted-access/iam.amazonaws.com'],
    ['Custom::OrganizationTrustedAccess', 'organization-trusted-access/guardduty.amazonaws.com'],
    ['Custom::OrganizationRootFeature', 'organization-root-feature/RootCredentialsManagement'],
    ['Custom::OrganizationRootFeature', 'organization-root-feature/RootSessions'],
    ['Custom::OrganizationPolicyType', 'organization-policy-type/TAG_POLICY'],
    ['Custom::OrganizationDelegatedAdministrator', 'organization-delegated-administrator/guardduty.amazonaws.com/444455556666'],
  ]);
  settings.forEach(([, { DependsOn }], index) => expect(DependsOn).toEqual([index === 0 ? 'OrganizationSettingsReady' : settings[index - 1][0]]));
  expect(resourcesOf(stack).filter(([, { Type }]) => Type === 'AWS::Lambda::Function').map(([id]) => id)).toEqual(['OrganizationSettings']);
});

test('services that other settings need are trusted once, but StackSets by StackSets', () => {
  const settings = stackOf(EVERYTHING).node.findChild('Settings') as OrganizationSettings;
  expect(settings.trustedServices.filter((service) => service === 'iam.amazonaws.com')).toHaveLength(1);
  expect(settings.trustedServices).toContain('guardduty.amazonaws.com');
  expect(settings.trustedServices).not.toContain('member.org.stacksets.cloudformation.amazonaws.com');
  expect([settings.rootCredentialsManagement, settings.rootSessions]).toEqual([true, true]);
});

test('settings are kept unless they are to be undone', () => {
  const [[, kept]] = settingsOf(stackOf({ rootSessions: true }));
  expect([kept.DeletionPolicy, kept.UpdateReplacePolicy]).toEqual(['RetainExceptOnCreate', 'Retain']);
  const [[, undone]] = settingsOf(stackOf({ rootSessions: true, removalPolicy: RemovalPolicy.DESTROY }));
  expect([undone.DeletionPolicy, undone.UpdateReplacePolicy]).toEqual(['Delete', 'Delete']);
});

test('a setting has an id of its own, so that another one does not become it', () => {
  const idOf = (accountId: string) => settingsOf(stackOf({ delegatedAdministrators: [{ servicePrincipal: 'guardduty.amazonaws.com', accountId }] }))[1][0];
  expect(idOf('444455556666')).not.toBe(idOf('777788889999'));
  expect(idOf('444455556666')).toBe(idOf('444455556666'));
});

test('an account and a service may be known at deployment only', () => {
  const stack = new Stack(new App(), 'Stack');
  const { attrAccountId: accountId } = new CfnAccount(stack, 'Security', { accountName: 'security', email: 'security@example.com' });
  const { valueAsString: servicePrincipal } = new CfnParameter(stack, 'Service');
  new OrganizationSettings(stack, 'Settings', {
    trustedServices: [servicePrincipal], delegatedAdministrators: [{ servicePrincipal: 'guardduty.amazonaws.com', accountId }, { servicePrincipal: 'macie.amazonaws.com', accountId }],
  });
  expect(namesOf(stack)).toContainEqual({ 'Fn::Join': ['', ['organization-trusted-access/', { Ref: 'Service' }]] });
  expect(namesOf(stack)).toContainEqual({ 'Fn::Join': ['', ['organization-delegated-administrator/macie.amazonaws.com/', { 'Fn::GetAtt': ['Security', 'AccountId'] }]] });
});

test('two stacks of one account may have settings, but not the same one', () => {
  const app = new App();
  const settings = (id: string, props: OrganizationSettingsProps) => new OrganizationSettings(new Stack(app, id, { env: { account: '111122223333' } }), 'Settings', props);
  settings('A', { policyTypes: [OrganizationPolicyType.TAG] });
  settings('B', { policyTypes: [OrganizationPolicyType.BACKUP] });
  expect(() => settings('C', { policyTypes: [OrganizationPolicyType.TAG] })).toThrow(/already has the setting organization-policy-type\/TAG_POLICY at A\/Settings/);
});

test('the function makes every call that its role may make, and no other', async () => {
  const world = new World();
  try {
    const samples = SAMPLES.filter(({ setting }) => setting.startsWith('organization-'));
    const more = ['organization-root-feature/RootCredentialsManagement', 'organization-trusted-access/iam.amazonaws.com'].map((setting) => ({ ...samples[0], setting }));
    world.aws.organization.policies = { 'p-other': { type: 'TAG_POLICY', targets: [] } };
    for (const sample of [...samples, ...more]) {
      await world.create(sample, {}, { StackId: OTHER_STACK });
      await world.create(sample, {});
      await world.delete(sample);
    }
    const [[, { Properties: policy }]] = resourcesOf(stackOf(EVERYTHING)).filter(([, { Type }]) => Type === 'AWS::IAM::ManagedPolicy');
    const granted: string[] = policy.PolicyDocument.Statement.flatMap(({ Action }: { Action: string | string[] }) => Action);
    expect([...new Set(world.aws.calls)].sort()).toEqual(granted.filter((action) => !action.startsWith('logs:')).sort());
  } finally {
    world.restore();
  }
});

test('what the function may change is denied to job functions by the guardrail of a management account', async () => {
  const stack = stackOf({ rootSessions: true });
  new Guardrail(stack, 'Guardrail', { managementAccount: true });
  const template = loadTemplate(stack);
  const { policy } = template.managedPolicy(template.find('AWS::IAM::ManagedPolicy', 'Guardrail'));
  const everything = JSON.stringify({ Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: '*', Resource: '*' }] });
  const proof = new AccessProof(AccessPolicies.fromJson(everything, JSON.stringify(policy)));
  const ofOrganization = ['PolicyType', 'AWSServiceAccess'].flatMap((what) => [`organizations:Enable${what}`, `organizations:Disable${what}`]);
  const actions = [...ofOrganization, 'organizations:RegisterDelegatedAdministrator', 'organizations:DeregisterDelegatedAdministrator'];
  expect(proof.allowsNothing({ actions }).explanation).toMatch(/^Proved: /);
  // They take no resource.
  expect(proof.allowsNothing({ actions: ['iam:EnableOrganizationsRoot*', 'iam:DisableOrganizationsRoot*'], notResources: ['arn:*'] }).explanation).toMatch(/^Proved: /);
});

describe('the template with every setting', () => {
  const stack = stackOf(EVERYTHING);
  const artifact = (stack.node.root as App).synth().getStackByName(stack.stackName);
  const text = yaml.stringify(artifact.template, { schema: 'yaml-1.1', lineWidth: 0 });

  test('is sent without a bucket: it is smaller than 51,200 characters, plain ASCII and has no asset', () => {
    expect(settingsOf(stack).length).toBe(15 + 6 + 7 + 7 + 2);
    expect(text.length).toBeLessThan(51_200);
    expect(text).toMatch(/^[\x00-\x7f]*$/);
    expect(artifact.assets).toEqual([]);
  });

  test('names no partition and no region, and the function has a name that the baseline protects, of at most 64 characters', () => {
    const ours = JSON.stringify(Object.values<any>(artifact.template.Resources).filter(({ Type }) => !/^Custom|Metadata|Function$/.test(Type)));
    expect(ours).not.toMatch(/arn:aws[a-z-]*:|\b(us|eu)-(east|west|central)-\d/);
    const { FunctionName } = artifact.template.Resources.OrganizationSettings.Properties;
    expect(FunctionName).toEqual({ Ref: 'OrganizationSettingsLogs' });
    const [prefix, id] = artifact.template.Resources.OrganizationSettingsLogs.Properties.LogGroupName['Fn::Join'][1];
    expect(prefix).toBe('account-baseline-organization-settings-');
    expect(JSON.stringify(id)).toMatch(/Fn::Select.*Fn::Split/);
    expect(prefix.length + 8).toBeLessThanOrEqual(64);
  });

  testRulePacks(() => stackOf(EVERYTHING).node.root as App);
});
