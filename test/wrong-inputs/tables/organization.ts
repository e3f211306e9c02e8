import { App, Stack } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as lib from '../../../src';
import { refused, refusedAlone, untyped, wrong, Write, WrongInput } from '../wrong-input';

const { ResourceControl, ServiceControl, RollOutCaller } = lib;
const UNIT = 'ou-abcd-11112222';
const deny = (props: iam.PolicyStatementProps) => [new iam.PolicyStatement({ effect: iam.Effect.DENY, resources: ['*'], ...props })];
const service = (props: iam.PolicyStatementProps, name = 'own') => ServiceControl.of({ name, statements: deny(props) });
const resource = (props: iam.PolicyStatementProps, name = 'own') => ResourceControl.of({ name, statements: deny(props) });
const guardrails = (props: object): Write => (
  wrong(lib.OrganizationGuardrails, { targets: [UNIT], serviceControls: [ServiceControl.rootUser()], ...props })
);
const many = (length: number) => Array.from({ length }, (_, index) => `value-${index}-of-many-that-a-policy-has-no-room-for`);
const long = (name: string, values: number) => (
  service({ actions: ['sagemaker:*'], conditions: { StringEquals: { 'aws:PrincipalTag/team': many(values) } } }, name)
);
const twice = (first: object, second: object): Write => (stack) => {
  new lib.OrganizationGuardrails(stack, 'First', untyped({ targets: [UNIT], serviceControls: [ServiceControl.rootUser()], ...first }));
  new lib.OrganizationGuardrails(stack, 'Second', untyped({ targets: [UNIT], serviceControls: [ServiceControl.purchases()], policyName: 'account-baseline-second', ...second }));
};
const beside = (props: object, rollOut: object): Write => (stack) => {
  new lib.OrganizationGuardrails(stack, 'Guardrails', untyped({ targets: [UNIT], ...props }));
  new lib.BaselineRollOut(stack, 'RollOut', untyped({ targets: [lib.RollOutTarget.unit(UNIT)], region: 'eu-central-1', ...rollOut }));
};

/** The policies of an organization. */
export const ORGANIZATION: WrongInput[] = [
  ['guardrails of nothing', guardrails({ targets: [] }), refused('targets', '[]', 'it is empty')],
  ['guardrails without a control', guardrails({ serviceControls: [] }), refused('serviceControls', '[]', 'there is no control')],
  ['a malformed unit', guardrails({ targets: ['ou-abcd'] }), refused('targets[0]', "'ou-abcd'", 'looks like ou-abcd-11112222')],
  ['a malformed root', guardrails({ targets: ['r-AB'] }), refused('targets[0]', "'r-AB'", 'r-abcd')],
  ['an account of 11 digits under guardrails', guardrails({ targets: ['11112222333'] }), refused('targets[0]', "'11112222333'", '12 digits')],
  ['a target twice', guardrails({ targets: [UNIT, UNIT] }), refused('targets[1]', `'${UNIT}'`, 'listed twice')],
  ['the management account under its own guardrails', (_, app: App) => guardrails({ targets: ['111122223333'] })(new Stack(app, 'Management', { env: { account: '111122223333' } }), app), refused('targets[0]', "'111122223333'", 'no service control or resource control policy limits', 'management-account-not-limited')],
  ['a control twice', guardrails({ serviceControls: [ServiceControl.rootUser(), ServiceControl.rootUser()] }), refused('serviceControls[1]', "'rootUser'", 'listed twice')],
  ['two statements with one Sid', guardrails({ serviceControls: [service({ sid: 'Same', actions: ['sagemaker:*'] }, 'one'), service({ sid: 'Same', actions: ['braket:*'] }, 'two')] }), refused('serviceControls', "'Same'", 'the same Sid')],
  ['a name of policies that is not ours', guardrails({ policyName: 'guardrails' }), refused('policyName', "'guardrails'", 'account-baseline-sandbox')],
  ['a deployer that is every role', guardrails({ deployers: ['arn:*:iam::*:role/*'] }), refused('deployers', "'arn:*:iam::*:role/*'", 'the roles of every name', 'exception-for-everyone')],
  ['a deployer that is no role', guardrails({ deployers: ['Deploy'] }), refused('deployers', "'Deploy'", 'the ARN of a role')],
  ['a delegated administrator without a role that deploys', guardrails({ callAs: RollOutCaller.DELEGATED_ADMINISTRATOR }), refused('deployers', 'undefined', 'can undo them', 'organization-deployer-missing')],
  ['a landing zone that does not exist', guardrails({ landingZone: 'control-towers' }), refused('landingZone', "'control-towers'", 'the nearest is control-tower')],
  ['a statement that no policy has room for', guardrails({ serviceControls: [long('own', 300)] }), refused('serviceControls', /'\d+ characters'/, 'alone is longer than the 10240 of a policy')],
  ['more policies than places', guardrails({ serviceControls: Array.from({ length: 10 }, (_, index) => long(`own${index}`, 150)) }), refused('serviceControls', "'10 policies'", '9 policies of 10240 characters fit')],
  ['more policies than Control Tower leaves', guardrails({ landingZone: lib.LandingZone.CONTROL_TOWER, serviceControls: Array.from({ length: 7 }, (_, index) => long(`own${index}`, 150)) }), refused('serviceControls', "'7 policies'", '3 kept for control-tower')],
  ['two guardrails of one name', twice({}, { policyName: undefined }), refused('policyName', "'account-baseline'", 'has this name already')],
  ['two guardrails with one control on one target', twice({}, { serviceControls: [ServiceControl.rootUser()] }), refused('serviceControls', "'rootUser'", `attaches this control to ${UNIT} already`)],
  ['two guardrails that need more places than a target has', twice(
    { serviceControls: Array.from({ length: 5 }, (_, index) => long(`first${index}`, 150)) }, { serviceControls: Array.from({ length: 5 }, (_, index) => long(`second${index}`, 150)) },
  ), refused('serviceControls', "'10 policies'", 'has room for 9')],
  ['no region that is in use', () => ServiceControl.regions([]), refusedAlone('regions', '[]', 'it is empty')],
  ['a region by its name', () => ServiceControl.regions(['Frankfurt']), refusedAlone('regions[0]', "'Frankfurt'", 'such as eu-central-1')],
  ['a region in use twice', () => ServiceControl.regions(['eu-central-1', 'eu-central-1']), refusedAlone('regions[1]', "'eu-central-1'", 'listed twice')],
  ['regions that forget the home of a roll-out', beside({ serviceControls: [ServiceControl.regions(['us-east-1'])] }, {}), refused('serviceControls.regions', '["us-east-1"]', 'deploys into eu-central-1 too', 'region-forgotten')],
  ['regions that forget one of every region', beside({ serviceControls: [ServiceControl.regions(['eu-central-1'])] }, { everyRegion: { regions: ['eu-central-1', 'eu-west-3'], hardening: {} } }), refused('serviceControls.regions', '["eu-central-1"]', 'deploys into eu-west-3 too', 'region-forgotten')],
  ['regions of the root that forget the watch', beside({ targets: ['r-abcd'], serviceControls: [ServiceControl.regions(['eu-central-1'])] }, { watch: { region: 'us-east-1' } }), refused('serviceControls.regions', '["eu-central-1"]', 'deploys into us-east-1 too', 'region-forgotten')],
  ['every user as an exception', () => ServiceControl.iamUsers(['/']), refusedAlone('exceptPaths', "'/'", 'every user has it', 'exception-for-everyone')],
  ['a boundary that is any policy', () => ServiceControl.unboundedRoles(['arn:*:iam::*:policy/*']), refusedAlone('boundaries', "'arn:*:iam::*:policy/*'", 'the ARN of a managed policy')],
  ['an exception for every role', () => ServiceControl.purchases().exceptRoles('arn:aws:iam::*:role/**'), refusedAlone('roleArns', "'arn:aws:iam::*:role/**'", 'the roles of every name', 'exception-for-everyone')],
  ['an exception by a tag of AWS', () => ServiceControl.purchases().exceptPrincipalsTagged('aws:x', 'y'), refusedAlone('key', "'aws:x'", 'does not begin with aws:')],
  ['an exception by any value of a tag', () => ServiceControl.purchases().exceptPrincipalsTagged('team', '*'), refusedAlone('value', "'*'", 'the value of a tag')],
  ['an SCP that allows', () => ServiceControl.of({ name: 'own', statements: [new iam.PolicyStatement({ actions: ['s3:*'], resources: ['*'] })] }), refusedAlone('statements[0].Effect', "'Allow'", 'an Allow of serviceControls', 'control-policy-allow')],
  ['an SCP with a principal', () => service({ actions: ['s3:*'], principals: [new iam.AnyPrincipal()] }), refusedAlone('statements[0].Principal', '{"AWS":"*"}', 'names no principal')],
  ['a control without a statement', () => ServiceControl.of({ name: 'own', statements: [] }), refusedAlone('statements', '[]', 'at least one')],
  ['a control with a name in words', () => service({ actions: ['s3:*'] }, 'my own'), refusedAlone('name', "'my own'", 'letters and digits')],
  ['an operator that IAM does not have', () => service({ actions: ['s3:*'], conditions: { StringLikes: { 'aws:PrincipalArn': 'x' } } }), refusedAlone('statements[0], statement 1 (Own), Condition', "'StringLikes'", 'no such condition operator')],
  ['Action * in an RCP', () => resource({ actions: ['*'] }), refusedAlone('statements[0].Action', "'*'", 'takes no *', 'resource-control-service')],
  ['an RCP of a service that AWS does not support', () => resource({ actions: ['ec2:RunInstances'] }), refusedAlone('statements[0].Action', "'ec2:RunInstances'", 'protect resources of aoss', 'resource-control-service')],
  ['an RCP with NotAction', () => resource({ notActions: ['s3:GetObject'] }), refusedAlone('statements[0].NotAction', "'s3:GetObject'", 'has no NotAction')],
  ['an RCP for one principal', () => resource({ actions: ['s3:*'], principals: [new iam.AccountPrincipal('111122223333')] }), refusedAlone('statements[0].Principal', /.+/, 'applies to every principal')],
  ['an RCP that is too long', wrong(lib.OrganizationGuardrails, { targets: [UNIT], resourceControls: [resource({ actions: ['s3:*'], conditions: { StringEquals: { 'aws:PrincipalTag/team': many(120) } } })] }), refused('resourceControls', /'\d+ characters'/, 'longer than the 5120 of a policy')],
  ['a perimeter around no organization', () => ResourceControl.identityPerimeter('example'), refusedAlone('organizationId', "'example'", 'an organization ID')],
  ['a trusted account of 13 digits', () => ResourceControl.confusedDeputy('o-a1b2c3d4e5', { trustedAccounts: ['1111222233334'] }), refusedAlone('trustedAccounts', "'1111222233334'", '12 digits')],
  ['any customer of GitHub', () => ResourceControl.oidcTenants('token.actions.githubusercontent.com', ['repo:*']), refusedAlone('values', "'repo:*'", 'names the owner', 'oidc-shared-issuer')],
  ['any customer of an issuer', () => ResourceControl.oidcTenants('idp.example.com', ['*']), refusedAlone('values', "'*'", 'every customer', 'oidc-shared-issuer')],
  ['an exception of an RCP for roles of any account', () => ResourceControl.secureTransport().exceptRoles('arn:aws:iam::*:role/Legacy'), refusedAlone('roleArns', "'arn:aws:iam::*:role/Legacy'", 'not in its account')],
  ['an SCP that locks StackSets out', guardrails({ serviceControls: [service({ actions: ['iam:CreateRole'] })] }), refused('serviceControls', "'account-baseline-services-1, statement 1 (Own)'", 'the roles of StackSets (arn:*:iam::*:role/stacksets-exec-*) can no longer roll out the baseline, since it denies iam:CreateRole', 'organization-lockout')],
  ['an SCP that locks the functions out', guardrails({ serviceControls: [service({ actions: ['iam:UpdateAccountPasswordPolicy'] })] }), refused('serviceControls', "'account-baseline-services-1, statement 1 (Own)'", 'the function of the settings', 'organization-lockout')],
  ['an SCP that locks emergency access out', guardrails({ serviceControls: [service({ actions: ['kms:PutKeyPolicy'] })] }), refused('serviceControls', "'account-baseline-services-1, statement 1 (Own)'", 'emergency access (arn:*:iam::*:role/account-baseline/BreakGlass) can no longer fix', 'organization-lockout')],
  ['an SCP that locks Control Tower out', guardrails({ landingZone: lib.LandingZone.CONTROL_TOWER, serviceControls: [service({ actions: ['config:*'] })] }), refused('serviceControls', "'account-baseline-services-1, statement 1 (Own)'", 'Control Tower (arn:*:iam::*:role/AWSControlTowerExecution) can no longer govern', 'organization-lockout')],
  ['an SCP that its deployer cannot undo', guardrails({ callAs: RollOutCaller.DELEGATED_ADMINISTRATOR, deployers: ['arn:*:iam::*:role/Deploy'], serviceControls: [service({ actions: ['organizations:*'] })] }), refused('serviceControls', "'account-baseline-services-1, statement 1 (Own)'", 'can no longer undo them', 'organization-lockout')],
  ['an RCP that locks the functions out', wrong(lib.OrganizationGuardrails, { targets: [UNIT], resourceControls: [resource({ actions: ['sts:AssumeRole'] })] }), refused('resourceControls', "'account-baseline-resources-1, statement 1 (Own)'", 'Lambda can no longer run the functions', 'organization-lockout')],
];
