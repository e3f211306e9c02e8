import { App, Stack, StackProps } from 'aws-cdk-lib';
import { LoadedTemplate } from '../../../proof/engine/template';
import { BaselineRollOut, BaselineRollOutProps, CallerCredentialsSynthesizer, IdentityCenterGroup, JobFunction, JobFunctionPermissionSet, JobFunctionPermissionSetProps, RollOutTarget } from '../../../src';

export const INSTANCE = 'arn:aws:sso:::instance/ssoins-1234567890abcdef';
export const GROUP = 'f81d4fae-7dec-11d0-a765-00a0c91e6bf6';
export const STORE = 'd-1234567890';
export const MEMBER = '444455556666';
export const UNIT = 'ou-abcd-11112222';

/** An existing group. */
export const groupOf = (groupId = GROUP) => IdentityCenterGroup.fromGroupId(new Stack(), 'Group', groupId);

export const stackIn = (app = new App(), id = 'account-baseline-people', props: StackProps = {}) => new Stack(app, id, { synthesizer: new CallerCredentialsSynthesizer(), ...props });

export const rollOutIn = (stack: Stack, props: Partial<BaselineRollOutProps> = {}) => new BaselineRollOut(stack, 'RollOut', {
  baseline: { guardrail: { managedPolicyName: 'Guardrail' } }, targets: [RollOutTarget.unit(UNIT)], region: 'eu-central-1', ...props,
});

/** A permission set of power users whose policies a roll-out of the stack creates. */
export function guarded(stack = stackIn(), props: Partial<JobFunctionPermissionSetProps> = {}) {
  const rollOut = props.rollOut ?? rollOutIn(stack);
  return new JobFunctionPermissionSet(stack, 'PowerUser', { instanceArn: INSTANCE, jobFunction: JobFunction.POWER_USER, rollOut, ...props });
}

export const templateOf = (stack: Stack): any => (stack.node.root as App).synth().getStackByName(stack.stackName).template;

/** The properties of the resources of a type in the stack. */
export const resourcesOf = (stack: Stack, type: string): any[] => Object.values<any>(templateOf(stack).Resources).filter(({ Type }) => Type === type);

/** The account that a roll-out of the stack reaches. */
export function memberOf(stack: Stack, account = MEMBER): LoadedTemplate {
  const [{ Properties }] = resourcesOf(stack, 'AWS::CloudFormation::StackSet');
  return new LoadedTemplate('StackSet-account-baseline-0a1b2c3d', JSON.parse(Properties.TemplateBody), { partition: 'aws', account, region: 'eu-central-1' });
}
