import { Token } from 'aws-cdk-lib';
import { CfnConfigurationPolicy } from 'aws-cdk-lib/aws-securityhub';
import { requireControlId } from './security-control-id';
import { invalid, requireMatch, requireOnce } from '../../private/errors';

/** "SecurityControlCustomParameter", AWS Security Hub CSPM API Reference, as the resource schema has it. */
const NAME = /^[-_+=.:/@\w\s]{1,128}$/;

/**
 * A parameter of a security control, with a value other than the default of AWS. The page of the control lists its parameters, their types and
 * ranges; AWS refuses what the control does not take.
 *
 * Source: AWS Security Hub User Guide, "Understanding control parameters in Security Hub CSPM".
 *
 * @example
 * SecurityControlParameter.integer('IAM.7', 'MinimumPasswordLength', 14);
 */
export class SecurityControlParameter {
  /** A whole number. @throws if the control is malformed, or the value is not whole */
  public static integer(controlId: string, name: string, value: number): SecurityControlParameter {
    requireIntegers('value', [value]);
    return new SecurityControlParameter(controlId, name, { integer: value });
  }

  /** Whole numbers. @throws if the control is malformed, or a value is not whole */
  public static integers(controlId: string, name: string, values: number[]): SecurityControlParameter {
    requireSomeOnce(values);
    requireIntegers('values', values);
    return new SecurityControlParameter(controlId, name, { integerList: values });
  }

  /** True or false. @throws if the control is malformed */
  public static flag(controlId: string, name: string, value: boolean): SecurityControlParameter {
    if (typeof value !== 'boolean') throw invalid('value', value, 'it must be true or false');
    return new SecurityControlParameter(controlId, name, { boolean: value });
  }

  /** Free text. @throws if the control is malformed */
  public static text(controlId: string, name: string, value: string): SecurityControlParameter {
    return new SecurityControlParameter(controlId, name, { string: value });
  }

  /** Free texts, such as the keys of tags. @throws if the control is malformed, or a value is listed twice */
  public static texts(controlId: string, name: string, values: string[]): SecurityControlParameter {
    requireSomeOnce(values);
    return new SecurityControlParameter(controlId, name, { stringList: values });
  }

  /** One value of those that AWS lists for the parameter. @throws if the control is malformed */
  public static choice(controlId: string, name: string, value: string): SecurityControlParameter {
    return new SecurityControlParameter(controlId, name, { enum: value });
  }

  /** Some values of those that AWS lists for the parameter. @throws if the control is malformed, or a value is listed twice */
  public static choices(controlId: string, name: string, values: string[]): SecurityControlParameter {
    requireSomeOnce(values);
    return new SecurityControlParameter(controlId, name, { enumList: values });
  }

  private constructor(
    /** The control, such as `IAM.7`. */ public readonly controlId: string,
    /** The name of the parameter, such as `MinimumPasswordLength`. */ public readonly name: string,
    /** @internal */ public readonly _value: CfnConfigurationPolicy.ParameterValueProperty,
  ) {
    requireControlId('controlId', controlId);
    requireMatch('name', name, NAME, 'the name of a parameter has 1 to 128 letters, digits, spaces and characters of -_+=.:/@');
  }
}

function requireIntegers(property: string, values: readonly number[]): void {
  const wrong = values.find((value) => !Token.isUnresolved(value) && !Number.isInteger(value));
  if (wrong !== undefined) throw invalid(property, wrong, 'it must be a whole number');
}

function requireSomeOnce(values: readonly unknown[]): void {
  if (Token.isUnresolved(values)) return;
  if (!Array.isArray(values) || values.length === 0) throw invalid('values', values, 'it must list at least one value');
  requireOnce('values', values);
}
