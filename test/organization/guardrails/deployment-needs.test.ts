import { readFileSync } from 'fs';
import { join } from 'path';
import { App, Stack } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import { actionsOf } from '../../../proof/engine/actions';
import { CONSTRUCTS, STACKS } from '../../../proof/protected/constructs';
import {
  AccountHardening, BaselineRollOut, CallerCredentialsSynthesizer, OrganizationGuardrails, RollOutTarget, RollOutWatchOptions,
  SecureAccountBaselineStack, ServiceControl, VpcPublicAccessBlock,
} from '../../../src';
import { BASELINE_TYPES, deploymentNeeds, isKnownType } from '../../../src/organization/guardrails/needs/deployment';
import { handlerActions } from '../../../tools/policies/handler-actions';
import { UNUSED_ACTIONS } from '../../../tools/policies/unused-handler-actions';

interface Resource { readonly Type: string; readonly Properties?: any }

const UNIT = 'ou-abcd-11112222';
const stackIn = (app = new App(), region?: string) => new Stack(app, 'account-baseline-guardrails', { synthesizer: new CallerCredentialsSynthesizer(), env: { region } });
const rollOut = (stack: Stack, watch?: RollOutWatchOptions) => new BaselineRollOut(stack, 'RollOut', {
  targets: [RollOutTarget.unit(UNIT)],
  region: 'eu-central-1',
  baseline: { accountHardening: AccountHardening.ALL },
  watch,
  everyRegion: { regions: ['eu-central-1'], hardening: {}, externalAccess: true, vpcPublicAccessBlock: VpcPublicAccessBlock.BIDIRECTIONAL },
});
const resourcesOf = (app: App): Resource[] => app.synth().stacks.flatMap(({ template }) => Object.values<Resource>(template.Resources));

/** What the library makes in an account: its stacks and constructs with everything on, and what a roll-out puts into the accounts. */
function resourcesOfLibrary(): Resource[] {
  const made = [...Object.values(STACKS).map((make) => (app: App) => make(app, 'account-baseline')), ...Object.values(CONSTRUCTS).map((make) => (app: App) => make(stackIn(app)))];
  const own = made.flatMap((make) => {
    const app = new App();
    make(app);
    return resourcesOf(app);
  });
  const app = new App();
  rollOut(stackIn(app), {});
  const inner = resourcesOf(app).filter(({ Type }) => Type === 'AWS::CloudFormation::StackSet').flatMap(({ Properties }) => Object.values<Resource>(JSON.parse(Properties.TemplateBody).Resources));
  // The trail of an organization is in the management account.
  return [...own, ...inner].filter(({ Properties }) => Properties?.IsOrganizationTrail !== true);
}

const resources = resourcesOfLibrary();

/** What the management account or a delegated administrator gets, and no roll-out. */
const OF_ORGANIZATION = /^AWS::(CloudFormation::StackSet$|(Chatbot|IdentityStore|Organizations|SecurityHub|SSO)::)/;

test('the table is that of the data, and of the actions that AWS has', async () => {
  const file = join(__dirname, '..', '..', '..', 'src', 'organization', 'guardrails', 'needs', 'handler-actions.ts');
  expect(readFileSync(file, 'utf8')).toBe(await handlerActions());
});

test('it has every type that the library makes in an account', () => {
  const types = [...new Set(resources.map(({ Type }) => Type))].filter((type) => !OF_ORGANIZATION.test(type));
  expect(types.length).toBeGreaterThan(25);
  expect(types.filter((type) => !isKnownType(type))).toEqual([]);
});

test('the library has no property for which a call is left out', () => {
  const has = ({ Properties = {} }: Resource, [property, inner]: string[], value: unknown) => (
    [Properties[property]].flat().some((found) => (
      inner === undefined ? found !== undefined && (value === undefined || found === value) : found?.[inner] !== undefined
    ))
  );
  const used = Object.entries(UNUSED_ACTIONS).flatMap(([type, unused]) => unused.flatMap(({ properties, value }) => (
    properties.filter((property) => resources.some((resource) => resource.Type === type && has(resource, property.split('.'), value))).map((property) => `${type} ${property}`)
  )));
  expect(used).toEqual([]);
  // The test sees a property that is there, also one of a member of a list.
  const rule = resources.find(({ Type, Properties }) => Type === 'AWS::Events::Rule' && Properties.Targets)!;
  expect([has(rule, ['Targets', 'Arn'], undefined), has(rule, ['Targets', 'None'], undefined)]).toEqual([true, false]);
});

test('without a roll-out, they are those of the baseline without properties', () => {
  const app = new App();
  new SecureAccountBaselineStack(app, 'account-baseline');
  expect([...new Set(resourcesOf(app).map(({ Type }) => Type))].sort()).toEqual([...BASELINE_TYPES].sort());
});

test('each action is one of AWS, on a resource that it takes', async () => {
  const known = new Map((await actionsOf()).map((action) => [action.name, action.resourceTypes]));
  const needs = deploymentNeeds(new Set(resources.map(({ Type }) => Type)));
  const wrong = needs.flatMap(({ actions, resources: [resource] }) => actions.filter((action) => {
    const types = known.get(action);
    if (resource.startsWith('arn:aws:none')) return types === undefined || types.length > 0;
    return !types?.some((type) => new RegExp(`^${type.split(/\$\{[^}]*\}/).map((text) => text.replace(/[.*+?^$()|[\]\\]/g, '\\$&')).join('[^:]*')}$`).test(resource.replaceAll('*', 'x')));
  }).map((action) => `${action} on ${resource}`));
  expect(wrong).toEqual([]);
});

describe('a statement of one\'s own', () => {
  const deny = (actions: string[], resource = '*', conditions = {}) => ServiceControl.of({
    name: 'own', statements: [new iam.PolicyStatement({ effect: iam.Effect.DENY, actions, resources: [resource], conditions })],
  });
  const synthesized = (control: ServiceControl, { targets = [UNIT], region = undefined as string | undefined, add = (_: Stack) => {} } = {}) => {
    const stack = stackIn(new App(), region);
    new OrganizationGuardrails(stack, 'Guardrails', { targets, serviceControls: [control] });
    add(stack);
    return () => (stack.node.root as App).synth();
  };

  test('is refused for what the template of a roll-out needs, and not without that', () => {
    const rules = deny(['events:PutRule']);
    expect(synthesized(rules)).not.toThrow();
    expect(synthesized(rules, { add: (stack) => rollOut(stack) })).not.toThrow();
    expect(synthesized(rules, { add: (stack) => rollOut(stack, {}) })).toThrow(/the roles of StackSets .* can no longer roll out the baseline, since it denies events:PutRule/);
    expect(synthesized(deny(['iam:UpdateRoleDescription']))).toThrow(/iam:UpdateRoleDescription/);
  });

  test('is tried in the partition that it names, or in that of the region', () => {
    const inChina = deny(['iam:CreateRole'], 'arn:aws-cn:iam::*:role/*');
    expect(synthesized(inChina)).toThrow(/iam:CreateRole on arn:aws-cn:iam::/);
    expect(synthesized(inChina, { region: 'cn-north-1' })).toThrow(/iam:CreateRole on arn:aws-cn:iam::/);
    expect(synthesized(inChina, { region: 'eu-central-1' })).not.toThrow();
    expect(synthesized(deny(['iam:CreateRole'], 'arn:aws-us-*:iam::*:role/*'))).toThrow(/iam:CreateRole on arn:aws-us-gov:iam::/);
    expect(synthesized(deny(['iam:CreateRole'], 'arn:aws:iam::*:role/*'), { region: 'us-gov-west-1' })).not.toThrow();
  });

  test('is tried in the accounts that it is for, if they are known', () => {
    const elsewhere = deny(['iam:CreateRole'], 'arn:aws:iam::999988887777:role/*');
    expect(synthesized(elsewhere, { targets: ['111122223333', '444455556666'] })).not.toThrow();
    expect(synthesized(elsewhere, { targets: ['111122223333', '999988887777'] })).toThrow(/iam:CreateRole on arn:aws:iam::999988887777:role/);
    expect(synthesized(elsewhere)).toThrow(/iam:CreateRole on arn:aws:iam::999988887777:role/);
  });

  test('is tried in the regions in use only', () => {
    const functions = (region: string) => deny(['lambda:CreateFunction'], `arn:aws:lambda:${region}:*:function:*`);
    expect(synthesized(functions('eu-west-1'), { region: 'eu-central-1' })).not.toThrow();
    expect(synthesized(functions('eu-central-1'), { region: 'eu-central-1' })).toThrow(/lambda:CreateFunction on arn:aws:lambda:eu-central-1:/);
  });

  test('may deny what the templates never ask for', () => {
    expect(synthesized(deny(['iam:PassRole'], '*', { StringNotEquals: { 'iam:PassedToService': ['lambda.amazonaws.com', 'ec2.amazonaws.com'] } }))).not.toThrow();
    expect(synthesized(deny(['iam:PassRole'], '*', { StringNotEquals: { 'iam:PassedToService': ['ec2.amazonaws.com'] } }))).toThrow(/iam:PassRole/);
    expect(synthesized(deny(['iam:DeleteRolePermissionsBoundary', 'lambda:PutFunctionConcurrency']))).not.toThrow();
  });
});
