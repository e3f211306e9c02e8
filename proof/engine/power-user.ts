import { awsManagedPolicy } from './aws-managed-policies';
import { CREDENTIALS } from './credentials';
import { decide } from './decide';
import { COMMERCIAL, LoadedTemplate, policiesOfGroup } from './template';

/** The decision for a power user with MFA who has every permission except for the guardrail. */
export async function decisionOfPowerUser(template: LoadedTemplate, action: string, resource: string): Promise<string> {
  return decide({
    principal: `arn:aws:iam::${COMMERCIAL.account}:user/account-baseline/bob`,
    action,
    resource,
    account: COMMERCIAL.account,
    context: CREDENTIALS['console with MFA'].context,
    policies: [...policiesOfGroup(template, 'PowerUsers'), awsManagedPolicy('AdministratorAccess')],
  });
}
