import { App, Stack } from 'aws-cdk-lib';
import { Policy } from './policy';
import { CallerCredentialsSynthesizer, OrganizationGuardrails, OrganizationGuardrailsProps } from '../../src';

/** The policies of guardrails, as they are deployed. */
export interface GuardrailPolicies {
  readonly services: Policy[];
  readonly resources: Policy[];
}

/** Synthesizes guardrails, so that what is proven is what ships. */
export function guardrailPolicies(props: Partial<OrganizationGuardrailsProps>): GuardrailPolicies {
  const app = new App({ analyticsReporting: false });
  const stack = new Stack(app, 'account-baseline-guardrails', { synthesizer: new CallerCredentialsSynthesizer() });
  new OrganizationGuardrails(stack, 'Guardrails', { targets: ['ou-abcd-11112222'], ...props });
  const made = Object.values<any>(app.synth().getStackByName(stack.stackName).template.Resources).filter(({ Type }) => Type === 'AWS::Organizations::Policy');
  const ofType = (type: string) => made.map(({ Properties }) => Properties).filter(({ Type }) => Type === type)
    .map(({ Name, Content }) => ({ name: Name, policy: Content }));
  return { services: ofType('SERVICE_CONTROL_POLICY'), resources: ofType('RESOURCE_CONTROL_POLICY') };
}
