import { actionNamed, isWrite } from '../engine/actions';
import { LoadedTemplate } from '../engine/template';

/** A request that changes the same setting as a function of the library. */
export interface Change {
  readonly action: string;
  readonly resource: string;
}

const SNAPSHOTS = ['ec2:EnableSnapshotBlockPublicAccess', 'ec2:DisableSnapshotBlockPublicAccess'];

/** Settings that CloudFormation sets without a function, with the requests that change them. */
export const NATIVE_SETTINGS: Record<string, Change[]> = {
  'AWS::EC2::SnapshotBlockPublicAccess': SNAPSHOTS.map((action) => ({ action, resource: '*' })),
  'AWS::SecurityHub::ConfigurationPolicy': ofSecurityHub('UpdateConfigurationPolicy', 'DeleteConfigurationPolicy'),
  'AWS::SecurityHub::FindingAggregator': ofSecurityHub('UpdateFindingAggregator', 'DeleteFindingAggregator'),
  'AWS::SecurityHub::Hub': ofSecurityHub('DisableSecurityHub', 'UpdateSecurityHubConfiguration'),
  'AWS::SecurityHub::OrganizationConfiguration': ofSecurityHub('UpdateOrganizationConfiguration'),
  'AWS::SecurityHub::PolicyAssociation': ofSecurityHub('StartConfigurationPolicyAssociation', 'StartConfigurationPolicyDisassociation'),
  'AWS::SecurityHub::SecurityControl': ofSecurityHub('UpdateSecurityControl'),
  'AWS::SecurityHub::Standard': ofSecurityHub('BatchDisableStandards', 'UpdateStandardsControl', 'BatchUpdateStandardsControlAssociations'),
};

function ofSecurityHub(...actions: string[]): Change[] {
  return actions.map((action) => ({ action: `securityhub:${action}`, resource: '*' }));
}

/** Permissions of a function of the library on other resources, with the reason why other identities may have them too. */
const OPEN: Record<string, string> = {
  'iam:CreateServiceLinkedRole': 'a service-linked role does what its service needs and nothing else',
  ...Object.fromEntries([
    'EnableAWSServiceAccess', 'DisableAWSServiceAccess', 'EnablePolicyType', 'DisablePolicyType', 'RegisterDelegatedAdministrator', 'DeregisterDelegatedAdministrator',
  ].map((name) => [`organizations:${name}`, 'only a management account can; the guardrail denies it there, with managementAccount'])),
  'securityhub:BatchImportFindings': 'findings of others; those of the library cannot be deleted, and reappear the next day',
};

/** The changes that the functions of a template may make, by the policies of their roles: only an administrator may make them as well. */
export async function grantsOfFunctions(template: LoadedTemplate): Promise<Change[]> {
  const roles = template.idsOf('AWS::Lambda::Function').map((id) => template.properties(id).Role);
  const policies = template.idsOf('AWS::IAM::Role').filter((id) => roles.includes(template.arnOf(id))).flatMap((id) => template.policiesOf(id));
  const statements = policies.flatMap(({ policy }) => policy.Statement).filter(({ Effect }: any) => Effect === 'Allow');
  const changes: Change[] = [];
  for (const { Action, Resource } of statements) {
    for (const action of [Action].flat().filter((name) => !(name in OPEN))) {
      if (!isWrite(await actionNamed(action))) continue;
      for (const resource of [Resource].flat()) changes.push({ action, resource: resource === '*' ? '*' : resource.replace(/\*/g, 'x') });
    }
  }
  return changes;
}
