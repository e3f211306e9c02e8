import { CfnParameter, Stack } from 'aws-cdk-lib';
import * as lib from '../../../src';
import { refused, refusedAlone, untyped, warned, WrongInput } from '../wrong-input';

const { SecurityControlParameter, SecurityStandard } = lib;
const CHECKED: lib.SecurityHubPolicyOptions = { name: 'everyone', targets: ['r-abcd'], standards: [SecurityStandard.CIS_5_0] };

const hub = (props: Partial<lib.SecurityHubCentralConfigurationProps>) => (stack: Stack) => new lib.SecurityHubCentralConfiguration(stack, 'Wrong', { policies: [CHECKED], ...props });
const policy = (props: Partial<lib.SecurityHubPolicyOptions>) => hub({ policies: [{ ...CHECKED, ...props }] });
const off = (...controlIds: string[]) => policy({ disabledControls: controlIds.map((controlId) => ({ controlId, reason: 'Costs.' })) });
const inRegion = (region: string, props: Partial<lib.SecurityHubCentralConfigurationProps> = {}) => (stack: Stack) => (
  hub(props)(new Stack(stack.node.root as any, 'Administrator', { env: { account: '444455556666', region } }))
);
const CONTROL = 'the id of a security control is that of Security Hub CSPM, such as IAM.6';
const NODE = 'the id of an organizational unit looks like ou-abcd-11112222';

/** Central configuration of Security Hub CSPM. */
export const SECURITY_HUB: WrongInput[] = [
  ['no policy of Security Hub', hub({ policies: [] }), refused('policies', '[]', 'there is no policy')],
  ['two policies of one name', hub({ policies: [CHECKED, { ...CHECKED, targets: ['ou-abcd-11112222'] }] }), refused('policies[1].name', "'everyone'", 'another policy has the name')],
  ['a policy with an underscore in its name', policy({ name: 'every_one' }), refused('policies[0].name', "'every_one'", 'it must have 1 to 128 letters')],
  ['a policy with a name of spaces', policy({ name: '  ' }), refused('policies[0].name', "'  '", 'it must have 1 to 128 letters')],
  ['a policy of a name that is a token', (stack) => policy({ name: new CfnParameter(stack, 'Name').valueAsString })(stack), refused('policies[0].name', /.+/, 'it must be known at synth')],
  ['a policy with a description of spaces', policy({ description: '  ' }), refused('policies[0].description', /.+/, 'it must have 1 to 512 characters')],
  ['a policy with a typo', policy(untyped({ disabledControl: [] })), refused('policies[0].disabledControl', '[]', 'the nearest is disabledControls')],
  ['a policy without a target', policy({ targets: [] }), refused('policies[0].targets', '[]', 'it is empty')],
  ['a policy for the organization', policy({ targets: ['o-a1b2c3d4e5'] }), refused('policies[0].targets[0]', "'o-a1b2c3d4e5'", NODE)],
  ['a policy for an account with 11 digits', policy({ targets: ['11112222333'] }), refused('policies[0].targets[0]', "'11112222333'", NODE)],
  ['a policy for a target that is a token', (stack) => policy({ targets: [new CfnParameter(stack, 'Unit').valueAsString] })(stack), refused('policies[0].targets[0]', /.+/, 'it must be known at synth, since AWS is told')],
  ['a target twice in a policy', policy({ targets: ['r-abcd', 'r-abcd'] }), refused('policies[0].targets[1]', "'r-abcd'", 'everyone has it already')],
  ['a target of two policies', hub({ policies: [CHECKED, { ...CHECKED, name: 'other' }] }), refused('policies[1].targets[0]', "'r-abcd'", 'everyone has it already')],
  ['a target with a policy that manages itself', hub({ selfManagedTargets: ['r-abcd'] }), refused('selfManagedTargets[0]', "'r-abcd'", 'everyone has it already')],
  ['a policy without a standard', policy({ standards: [] }), refused('policies[0].standards', '[]', 'there is no standard')],
  ['a standard by its name', policy({ standards: [untyped('CIS_5_0')] }), refused('policies[0].standards', '["CIS_5_0"]', 'its entry 0 must be a SecurityStandard')],
  ['a standard twice', policy({ standards: [SecurityStandard.CIS_5_0, SecurityStandard.of('cis-aws-foundations-benchmark/v/5.0.0')] }), refused('policies[0].standards[1]', "'cis-aws-foundations-benchmark/v/5.0.0'", 'it is listed twice')],
  ['a standard by its ARN', () => SecurityStandard.of('arn:aws:securityhub:us-east-1::standards/pci-dss/v/4.0.1'), refusedAlone('name', /.+/, 'it is what follows standards/')],
  ['a standard without a version', () => SecurityStandard.of('pci-dss'), refusedAlone('name', "'pci-dss'", 'it is what follows standards/')],
  ['a standard that is no text', () => SecurityStandard.of(untyped(5)), refusedAlone('name', '5', 'it must be text')],
  ['a control by its ARN', off('arn:aws:securityhub:us-east-1:111122223333:security-control/IAM.6'), refused('policies[0].disabledControls[0].controlId', /.+/, CONTROL)],
  ['a control by its number in a benchmark', off('1.14'), refused('policies[0].disabledControls[0].controlId', "'1.14'", CONTROL)],
  ['a control of a standard', off('CIS.1.14'), refused('policies[0].disabledControls[0].controlId', "'CIS.1.14'", CONTROL)],
  ['a control in lowercase', off('iam.6'), refused('policies[0].disabledControls[0].controlId', "'iam.6'", CONTROL)],
  ['a control in other letters', off('Iam.6'), refused('policies[0].disabledControls[0].controlId', "'Iam.6'", 'Security Hub CSPM writes it IAM.6')],
  ['a disabled control twice', off('IAM.6', 'IAM.6'), refused('policies[0].disabledControls[1]', "'IAM.6'", 'it is listed twice')],
  ['a disabled control without a reason', policy({ disabledControls: [{ controlId: 'IAM.6', reason: ' ' }] }), refused('policies[0].disabledControls[0].reason', "' '", 'it is empty. Say why')],
  ['disabled and enabled controls', policy({ disabledControls: [{ controlId: 'IAM.6', reason: 'Costs.' }], enabledControls: ['IAM.1'] }), refused('policies[0].enabledControls', '["IAM.1"]', 'disabledControls has no effect')],
  ['no enabled control', policy({ enabledControls: [] }), refused('policies[0].enabledControls', '[]', 'no control would be checked')],
  ['an enabled control twice', policy({ enabledControls: ['IAM.1', 'IAM.1'] }), refused('policies[0].enabledControls[1]', "'IAM.1'", 'it is listed twice')],
  ['an enabled control with a wildcard', policy({ enabledControls: ['IAM.*'] }), refused('policies[0].enabledControls[0]', "'IAM.*'", CONTROL)],
  ['a parameter of a disabled control', policy({ disabledControls: [{ controlId: 'IAM.7', reason: 'Costs.' }], controlParameters: [SecurityControlParameter.integer('IAM.7', 'MinimumPasswordLength', 14)] }),
    refused('policies[0].controlParameters[0]', "'IAM.7'", 'the control is not checked')],
  ['a parameter of a control that is not enabled', policy({ enabledControls: ['IAM.1'], controlParameters: [SecurityControlParameter.integer('IAM.7', 'MinimumPasswordLength', 14)] }),
    refused('policies[0].controlParameters[0]', "'IAM.7'", 'the control is not checked')],
  ['a parameter twice', policy({ controlParameters: [14, 16].map((length) => SecurityControlParameter.integer('IAM.7', 'MinimumPasswordLength', length)) }),
    refused('policies[0].controlParameters[1]', "'IAM.7 MinimumPasswordLength'", 'it is listed twice')],
  ['a parameter of a malformed control', () => SecurityControlParameter.text('IAM7', 'a', 'b'), refusedAlone('controlId', "'IAM7'", CONTROL)],
  ['a parameter without a name', () => SecurityControlParameter.text('IAM.7', '', 'b'), refusedAlone('name', "''", 'the name of a parameter has 1 to 128 letters')],
  ['a parameter with a fraction', () => SecurityControlParameter.integer('IAM.7', 'MinimumPasswordLength', 14.5), refusedAlone('value', '14.5', 'it must be a whole number')],
  ['a parameter of fractions', () => SecurityControlParameter.integers('EC2.18', 'authorizedTcpPorts', [80.5]), refusedAlone('values', '80.5', 'it must be a whole number')],
  ['a parameter that is neither true nor false', () => SecurityControlParameter.flag('IAM.7', 'RequireSymbols', untyped('true')), refusedAlone('value', "'true'", 'it must be true or false')],
  ['a parameter without values', () => SecurityControlParameter.texts('DynamoDB.5', 'requiredTagKeys', []), refusedAlone('values', '[]', 'it must list at least one value')],
  ['a parameter with a value twice', () => SecurityControlParameter.choices('DynamoDB.5', 'requiredTagKeys', ['a', 'a']), refusedAlone('values[1]', "'a'", 'it is listed twice')],
  ['a linked region that is none', hub({ linkedRegions: ['Frankfurt'] }), refused('linkedRegions[0]', "'Frankfurt'", 'it must be the code of a region')],
  ['a linked region twice', hub({ linkedRegions: ['eu-west-1', 'eu-west-1'] }), refused('linkedRegions[1]', "'eu-west-1'", 'it is listed twice')],
  ['no linked region', hub({ linkedRegions: [] }), refused('linkedRegions', '[]', 'it must list 1 to 50 regions')],
  ['linked and excluded regions', hub({ linkedRegions: ['eu-west-1'], excludedRegions: ['us-east-1'] }), refused('excludedRegions', '["us-east-1"]', 'only the regions of linkedRegions are linked')],
  ['the home region as a linked one', inRegion('eu-west-1', { linkedRegions: ['eu-west-1'] }), refused('linkedRegions[0]', "'eu-west-1'", 'it is the home region')],
  ['the home region excluded', inRegion('eu-west-1', { excludedRegions: ['eu-west-1'] }), refused('excludedRegions[0]', "'eu-west-1'", 'it is the home region')],
  ['a home region to opt in to', inRegion('eu-south-1'), refused('region', "'eu-south-1'", 'it cannot be the home region of Security Hub CSPM')],
  ['central configuration twice in a stack', (stack) => ['A', 'B'].map((id) => new lib.SecurityHubCentralConfiguration(stack, id, { policies: [CHECKED] })), refused('scope', "'Stack'", 'the stack already has a central configuration of Security Hub CSPM')],
  ['central configuration twice in an account', (stack) => ['us-east-1', 'eu-west-1'].map((region) => (
    new lib.SecurityHubCentralConfiguration(new Stack(stack.node.root as any, region, { env: { account: '444455556666', region } }), 'Hub', { policies: [CHECKED] })
  )), refused('scope', "'eu-west-1'", 'the account 444455556666 already has a central configuration', 'twice-in-account')],
  ['central configuration in the stack of the management account', (stack) => {
    new lib.OrganizationSettings(stack, 'Settings', { rootSessions: true });
    hub({})(stack);
  }, refused('scope', "'Stack'", 'the stack belongs to the management account, as Stack/Settings shows')],
  ['standards without AWS Config', hub({}), warned('configMustRecord', 'AWS Config', 'in each account and region')],
];
