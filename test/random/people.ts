import { IMPORTED_MFA } from '../../proof/random/written';

/** Groups and people of a template that work without MFA although the properties do not say so. */
export function withoutMfa(template: any, { omit = [], mfaEnforcement }: any): string[] {
  const resources = Object.entries<any>(template.Resources ?? {});
  if (mfaEnforcement?.mode !== 'ROLL_OUT') {
    for (const [id, { Type, Properties }] of resources) {
      if (Type === 'AWS::IAM::ManagedPolicy' && /MfaEnforcement/.test(id) && !deniesWithoutMfa(Properties.PolicyDocument)) return [`${id} does not deny without MFA`];
    }
  }
  const carries = (arn: unknown) => /"Ref":"\w*MfaEnforcement/.test(JSON.stringify(arn)) || JSON.stringify(arn).includes(IMPORTED_MFA);
  const enforcing = new Map(resources.filter(([, { Type }]) => Type === 'AWS::IAM::Group')
    .map(([id, { Properties }]) => [id, (Properties.ManagedPolicyArns ?? []).some(carries)]));
  const groups = omit.includes('MFA_ENFORCEMENT') ? [] : [...enforcing].filter(([, enforces]) => !enforces).map(([id]) => `the group ${id} does not enforce MFA`);
  const users = resources.filter(([, { Type }]) => Type === 'AWS::IAM::User').filter(([, { Properties }]) => (
    !(Properties.Groups ?? []).some((group: any) => group === 'Existing' || enforcing.get(group.Ref))
  )).map(([id]) => `the user ${id} is in no group that enforces MFA`);
  return [...groups, ...users];
}

function deniesWithoutMfa({ Statement }: any): boolean {
  return Statement.some(({ Effect, NotAction, Resource, Condition }: any) => (
    Effect === 'Deny' && NotAction && Resource === '*' && Condition?.BoolIfExists?.['aws:MultiFactorAuthPresent'] === 'false'
  ));
}
