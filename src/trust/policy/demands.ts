import { Token } from 'aws-cdk-lib';
import { intrinsicText } from '../../private/text/intrinsic-text';
import { literals } from '../trust-formats';
import { TrustCondition } from '../trust-part';

/** A policy variable may name the same key that it is compared with, so that the condition always holds. */
const ONE_TEXT = /^(?!.*\$\{)[^*?]+$/;

/** The requirements of a statement's conditions on a request. A token counts as a value that meets them. */
export class Demands {
  constructor(public readonly conditions: TrustCondition[]) {}

  /** Whether a request must carry a key with a matching value. */
  public has(key: RegExp, value: RegExp): boolean {
    return this.demanding(key).some((condition) => valuesOf(condition).every((each) => value.test(each)));
  }

  /** Whether a request must carry a key whose value equals one text without wildcards. */
  public hasText(key: RegExp): boolean {
    return this.has(key, ONE_TEXT);
  }

  public get mfa(): boolean {
    return this.conditions.some(({ operator, key, value }) => /^(ForAnyValue:)?Bool$/i.test(operator) && /^aws:multifactorauthpresent$/i.test(key) && `${value}` === 'true');
  }

  public get organization(): boolean {
    return this.hasText(/^aws:principalorgid$/i) || this.has(/^aws:principalorgpaths$/i, /^o-[a-z0-9]{10,32}\//);
  }

  public get externalId(): boolean {
    return this.hasText(/^sts:externalid$/i);
  }

  /** Whether only roles match, by their ARN. */
  public get rolesOnly(): boolean {
    return this.demanding(/^aws:principalarn$/i).some((condition) => (
      [condition.value].flat().every((each) => Token.isUnresolved(each) || /:(role|assumed-role)\//.test(intrinsicText(each)) || /^\$\{(?!aws:)[^}]*\}$/.test(intrinsicText(each)))
    ));
  }

  /** The conditions on a key that fail if the key is absent and that name accepted values rather than refused ones. */
  public demanding(key: RegExp): TrustCondition[] {
    return this.conditions.filter((condition) => key.test(condition.key)
      && /^(ForAnyValue:)?(String(Equals|Like)|Arn(Equals|Like))/i.test(condition.operator) && !/IfExists$/i.test(condition.operator));
  }
}

/** The values of a condition that are known. */
export function valuesOf({ value }: TrustCondition): string[] {
  return literals([value].flat()).filter((each): each is string => typeof each === 'string' && !Token.isUnresolved(each));
}
