import { MANAGED_POLICY_LIMIT } from '../../src/permissions/policies/policy-size';
import { PROTECTED_RESOURCES } from '../../src/permissions/protected-resources';
import { NAME_PREFIX } from '../../src/private/baseline-names';

interface Resource { readonly Type: string; readonly Properties?: any; readonly DependsOn?: string | string[]; readonly Condition?: string }
type Resources = Readonly<Record<string, Resource>>;

const ofType = (resources: Resources, type: string): [string, any][] => Object.entries(resources)
  .filter(([, { Type }]) => Type === type).map(([id, { Properties = {} }]) => [id, Properties]);

const list = (value: unknown): unknown[] => value === undefined ? [] : [value].flat();

/** Breaches of what holds for every template of the library, whatever its properties are. */
export function breaches(template: any): string[] {
  const resources: Resources = template.Resources ?? {};
  return [
    ...Object.keys(resources).length === 0 ? ['no resource'] : [],
    ...dangling(template),
    ...unprotected(resources),
    ...orphans(resources),
    ...quotas(resources),
    ...namesTwice(resources),
  ];
}

/** References to what the template does not have. */
function dangling({ Resources = {}, Parameters = {}, Conditions = {}, Outputs = {}, Mappings = {} }: any): string[] {
  const known = new Set([...Object.keys(Resources), ...Object.keys(Parameters)]);
  const missing: string[] = [];
  const refer = (id: string) => { if (!known.has(id) && !id.startsWith('AWS::')) missing.push(`dangling reference to ${id}`); };
  const visit = (value: any): void => {
    if (Array.isArray(value)) return value.forEach(visit);
    if (typeof value !== 'object' || value === null) return undefined;
    for (const [key, inner] of Object.entries<any>(value)) {
      if (key === 'Ref') refer(inner);
      // Two objects of random tokens refer to a resource of the user's own.
      else if (key === 'Fn::GetAtt') refer(list(inner)[0] as string === 'Other' ? 'AWS::Other' : [inner].flat()[0]);
      else if (key === 'Fn::Sub') substitutions(inner).forEach(refer);
      else if (key === 'Condition' && typeof inner === 'string' && !(inner in Conditions)) missing.push(`dangling condition ${inner}`);
      visit(inner);
    }
  };
  visit({ Resources, Outputs, Mappings });
  for (const { DependsOn } of Object.values<Resource>(Resources)) list(DependsOn).forEach((id) => refer(id as string));
  return missing;
}

function substitutions(value: any): string[] {
  const [text, variables = {}] = [value].flat();
  return [...text.matchAll(/\$\{([^!}][^}]*)\}/g)].map(([, name]) => name.split('.')[0]).filter((name) => !(name in variables));
}

/** The property that holds the name of what this library makes beside IAM. */
const NAMED: Readonly<Record<string, string>> = {
  'AWS::AccessAnalyzer::Analyzer': 'AnalyzerName',
  'AWS::CloudTrail::Trail': 'TrailName',
  'AWS::Events::Rule': 'Name',
  'AWS::Lambda::Function': 'FunctionName',
  'AWS::Logs::LogGroup': 'LogGroupName',
  'AWS::S3::Bucket': 'BucketName',
  'AWS::SNS::Topic': 'TopicName',
  'AWS::SSM::Parameter': 'Name',
};

/** What no guardrail protects by its name, and guardrails that do not deny by the one list. */
function unprotected(resources: Resources): string[] {
  const unnamed = Object.entries(NAMED).flatMap(([type, property]) => ofType(resources, type)
    .filter(([, properties]) => !beginning(properties[property], resources).startsWith(type === 'AWS::SSM::Parameter' ? '/account-baseline/' : NAME_PREFIX) && type !== 'AWS::CloudTrail::Trail')
    .map(([id, properties]) => `${id} has the name ${JSON.stringify(properties[property])}, by which nothing protects it`));
  const denying = ofType(resources, 'AWS::IAM::ManagedPolicy').filter(([id, { PolicyDocument }]) => /Guardrail|WorkloadBoundary/.test(id)
    && !PolicyDocument.Statement.some(({ Effect, Resource, Condition }: any) => Effect === 'Deny' && !Condition && PROTECTED_RESOURCES.every((arn) => list(Resource).includes(arn))));
  return [...unnamed, ...denying.map(([id]) => `${id} does not deny by the list of what is protected`)];
}

function beginning(value: any, resources: Resources): string {
  // A function has the name of its log group.
  const named = resources[value?.Ref];
  if (named) return beginning(named.Properties?.[NAMED[named.Type]], resources);
  if (typeof value === 'string') return value;
  if (value?.['Fn::Sub']) return String([value['Fn::Sub']].flat()[0]);
  return value?.['Fn::Join'] ? beginning(value['Fn::Join'][1][0], resources) : '';
}

/** Policies that no group, role or user carries. A guardrail that is asked for may be for permission sets. */
function orphans(resources: Resources): string[] {
  const carriers = JSON.stringify(['Group', 'Role', 'User'].flatMap((kind) => ofType(resources, `AWS::IAM::${kind}`)));
  return ofType(resources, 'AWS::IAM::ManagedPolicy')
    .filter(([id, { Groups, Roles, Users }]) => !carriers.includes(`{"Ref":"${id}"}`) && list(Groups).concat(list(Roles), list(Users)).length === 0 && !id.startsWith('Guardrail'))
    .map(([id]) => `nobody carries the policy ${id}`);
}

/** "IAM and AWS STS quotas", IAM User Guide; "Amazon EventBridge quotas". */
function quotas(resources: Resources): string[] {
  const size = (value: unknown) => JSON.stringify(value ?? {}).replace(/\s/g, '').length;
  return [
    // The template's own functions are longer than what they become, so that this is no less than what IAM counts.
    ...ofType(resources, 'AWS::IAM::ManagedPolicy').filter(([, { PolicyDocument }]) => size(literal(PolicyDocument)) > MANAGED_POLICY_LIMIT).map(([id]) => `${id} is too long`),
    ...['Group', 'Role'].flatMap((kind) => ofType(resources, `AWS::IAM::${kind}`)).filter(([, { ManagedPolicyArns }]) => list(ManagedPolicyArns).length > 10).map(([id]) => `${id} carries too much`),
    ...ofType(resources, 'AWS::IAM::Role').filter(([, { AssumeRolePolicyDocument }]) => size(literal(AssumeRolePolicyDocument)) > 2048).map(([id]) => `the trust of ${id} is too long`),
    ...ofType(resources, 'AWS::IAM::User').filter(([, { Groups }]) => list(Groups).length > 10).map(([id]) => `${id} is in too many groups`),
    ...ofType(resources, 'AWS::Events::Rule').filter(([, { EventPattern }]) => EventPattern && size(literal(EventPattern)) > 2048).map(([id]) => `the pattern of ${id} is too long`),
  ];
}

/** What a deployment makes of functions, at about its length. */
function literal(value: any): any {
  if (Array.isArray(value)) return value.map(literal);
  if (typeof value !== 'object' || value === null) return value;
  if (value['Fn::Sub']) return String([value['Fn::Sub']].flat()[0]).replace(/\$\{AWS::(\w+)\}/g, '111122223333');
  if (value['Fn::Join']) return value['Fn::Join'][1].map(literal).join(value['Fn::Join'][0]);
  if (value.Ref || value['Fn::GetAtt'] || value['Fn::ImportValue']) return 'x'.repeat(40);
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, literal(inner)]));
}

const IAM_NAMES: Readonly<Record<string, string>> = {
  'AWS::IAM::Group': 'GroupName', 'AWS::IAM::ManagedPolicy': 'ManagedPolicyName', 'AWS::IAM::Role': 'RoleName', 'AWS::IAM::User': 'UserName',
};

/** Names that IAM would refuse, and those that it would find twice, without case. */
function namesTwice(resources: Resources): string[] {
  return Object.entries(IAM_NAMES).flatMap(([type, property]) => {
    const names = ofType(resources, type).map(([, properties]) => properties[property]).filter((name): name is string => typeof name === 'string');
    const lower = names.map((name) => name.toLowerCase());
    return [
      ...names.filter((_, index) => lower.indexOf(lower[index]) < index).map((name) => `two ${type} have the name ${name}`),
      ...names.filter((name) => !/^[\w+=,.@-]{1,128}$/.test(name)).map((name) => `IAM does not take the name ${name}`),
    ];
  });
}
