import { CfnConfigurationPolicy } from 'aws-cdk-lib/aws-securityhub';
import { SecurityControlParameter } from './security-control-parameter';

/** The parameters of one control, in the words of AWS. */
interface ParametersOfControl { [name: string]: CfnConfigurationPolicy.ParameterConfigurationProperty }

/** The parameters of each control. */
export function parametersByControl(parameters: SecurityControlParameter[]): [string, ParametersOfControl][] {
  const controls = [...new Set(parameters.map(({ controlId }) => controlId))];
  return controls.map((control) => [control, Object.fromEntries(
    parameters.filter(({ controlId }) => controlId === control).map(({ name, _value }) => [name, { valueType: 'CUSTOM', value: _value }]),
  )]);
}
