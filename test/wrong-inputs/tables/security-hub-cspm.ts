import { Stack } from 'aws-cdk-lib';
import * as lib from '../../../src';
import { refused, untyped, warned, WrongInput } from '../wrong-input';

const { SecurityControlParameter, SecurityHubCspm, SecurityStandard } = lib;
const CHECKED: lib.SecurityHubStandardOptions = { standard: SecurityStandard.FOUNDATIONAL_BEST_PRACTICES };

const cspm = (props: Partial<lib.SecurityHubCspmProps>) => (stack: Stack) => new SecurityHubCspm(stack, 'Wrong', { standards: [CHECKED], ...props });
const off = (standard: lib.SecurityStandard, ...controlIds: string[]) => cspm({ standards: [{ standard, disabledControls: controlIds.map((controlId) => ({ controlId, reason: 'Costs.' })) }] });
const inRegion = (region: string, props: Partial<lib.SecurityHubCspmProps> = {}) => (stack: Stack) => (
  cspm(props)(new Stack(stack.node.root as any, region, { env: { account: '444455556666', region } }))
);
const ID = 'standards[0].disabledControls[0].controlId';
const CONTROL = 'the id of a security control is that of Security Hub CSPM, such as IAM.6';
const length = SecurityControlParameter.integer('IAM.7', 'MinimumPasswordLength', 16);

/** Security Hub CSPM of one account. */
export const SECURITY_HUB_CSPM: WrongInput[] = [
  ['no standard', cspm({ standards: [] }), refused('standards', '[]', 'there is no standard')],
  ['a standard without its options', cspm({ standards: [untyped(SecurityStandard.CIS_5_0)] }), refused('standards[0].name', "'cis-aws-foundations-benchmark/v/5.0.0'", 'there is no such property')],
  ['options of a standard by its name', cspm({ standards: [untyped({ standard: 'CIS_5_0' })] }), refused('standards[0].standard', "'CIS_5_0'", 'it must be a SecurityStandard')],
  ['options of a standard with a typo', cspm({ standards: [untyped({ ...CHECKED, disabledControl: [] })] }), refused('standards[0].disabledControl', '[]', 'the nearest is disabledControls')],
  ['a standard with options twice', cspm({ standards: [CHECKED, CHECKED] }), refused('standards[1]', "'aws-foundational-security-best-practices/v/1.0.0'", 'it is listed twice')],
  ['a control of AWS by its number in a benchmark', off(SecurityStandard.FOUNDATIONAL_BEST_PRACTICES, '1.5'), refused(ID, "'1.5'", CONTROL)],
  ['a control of a benchmark by its id in Security Hub', off(SecurityStandard.CIS_5_0, 'IAM.6'), refused(ID, "'IAM.6'", 'by the number of the recommendation')],
  ['a control of a benchmark with its name', off(SecurityStandard.CIS_3_0, 'CIS.1.6'), refused(ID, "'CIS.1.6'", 'by the number of the recommendation')],
  ['a control of PCI DSS 3.2.1 by its id in Security Hub', off(SecurityStandard.of('pci-dss/v/3.2.1'), 'IAM.4'), refused(ID, "'IAM.4'", 'such as PCI.IAM.4')],
  ['a control of another standard by its ARN', off(SecurityStandard.PCI_DSS_4_0_1, 'arn:aws:securityhub:us-east-1:111122223333:control/pci-dss/v/4.0.1/IAM.6'), refused(ID, /.+/, 'what follows the standard in the ARN')],
  ['a disabled control of a standard twice', off(SecurityStandard.CIS_5_0, '1.5', '1.5'), refused('standards[0].disabledControls[1]', "'1.5'", 'it is listed twice')],
  ['more disabled controls than CloudFormation takes', off(SecurityStandard.NIST_800_53_R5, ...Array.from({ length: 101 }, (_, index) => `EC2.${index + 1}`)),
    refused('standards[0].disabledControls', /.+/, 'CloudFormation disables up to 100 controls')],
  ['a disabled control of a standard without a reason', cspm({ standards: [{ ...CHECKED, disabledControls: [{ controlId: 'IAM.6', reason: ' ' }] }] }),
    refused('standards[0].disabledControls[0].reason', "' '", 'it is empty. Say why')],
  ['a parameter of a control twice', cspm({ controlParameters: [length, length] }), refused('controlParameters[1]', "'IAM.7 MinimumPasswordLength'", 'it is listed twice')],
  ['findings of a region that is none', cspm({ findingAggregation: { linkedRegions: ['Frankfurt'] } }), refused('findingAggregation.linkedRegions[0]', "'Frankfurt'", 'it must be the code of a region')],
  ['findings of the region of the stack', inRegion('eu-west-1', { findingAggregation: { linkedRegions: ['eu-west-1'] } }), refused('findingAggregation.linkedRegions[0]', "'eu-west-1'", 'it is the home region')],
  ['findings in a region to opt in to', inRegion('eu-south-1', { findingAggregation: {} }), refused('region', "'eu-south-1'", 'it cannot be the home region')],
  ['aggregation with a typo', cspm({ findingAggregation: untyped({ linkedRegion: [] }) }), refused('findingAggregation.linkedRegion', '[]', 'the nearest is linkedRegions')],
  ['Security Hub CSPM twice in a stack', (stack) => ['A', 'B'].map((id) => new SecurityHubCspm(stack, id, { standards: [CHECKED] })), refused('scope', "'Stack'", 'the stack already has Security Hub CSPM at Stack/A')],
  ['Security Hub CSPM twice in a region', (stack) => ['one', 'two'].map((id) => (
    cspm({})(new Stack(stack.node.root as any, id, { env: { account: '444455556666', region: 'eu-west-1' } }))
  )), refused('scope', "'one'", 'the account 444455556666 has Security Hub CSPM in eu-west-1 already')],
  ['standards of an account without AWS Config', cspm({}), warned('configMustRecord', 'AWS Config', 'in the region')],
];
