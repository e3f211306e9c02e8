import { Token } from 'aws-cdk-lib';
import { DocumentKind } from './document-kind';
import { PolicyContentOptions } from './policy-content-options';
import { Content, isOperator, OPERATORS } from './settings';
import { invalid, requireMatch } from '../../../private/errors';
import { KnownKeys, mandatory, object, requireKnownKeys, text } from '../../../private/known-keys';
import { LandingZone } from '../../landing-zone';

/** A control that is a part of the content of a policy. */
export interface DocumentControl {
  /** How errors and outputs name it. */
  readonly name: string;
  readonly kind: DocumentKind;
  readonly content: Content;
  /** Why a landing zone does not let the organization set it. */
  readonly refusedBeside?: { readonly [zone in LandingZone]?: string };
}

const KEYS: KnownKeys<PolicyContentOptions> = { name: mandatory(text), content: mandatory(object) };

/** A control with a content that a user writes. */
export function ownDocument(options: PolicyContentOptions, kinds: readonly DocumentKind[]): DocumentControl {
  requireKnownKeys(options, KEYS);
  const { name, content } = options;
  requireMatch('name', name, /^[A-Za-z][A-Za-z0-9]{0,63}$/, 'it must be 1 to 64 letters and digits, and begin with a letter');
  if (Token.isUnresolved(name)) throw invalid('name', name, 'it must be known at synth');
  requireParts('content', content);
  const [key, ...others] = Object.keys(content);
  const kind = kinds.find((each) => each.key === key);
  if (!kind || others.length > 0) {
    throw invalid('content', Object.keys(content), `it must have one key, which says the type of the policy: ${kinds.map((each) => each.key).join(', ')}`);
  }
  return { name, kind, content };
}

function requireParts(at: string, part: unknown): void {
  if (Token.isUnresolved(part)) throw invalid(at, part, 'its keys must be known at synth. Values below an operator may be tokens');
  if (object(part)) throw invalid(at, part, 'a value stands below an inheritance operator. Write {"@@assign": the value}');
  const entries = Object.entries(part as Content);
  if (entries.length === 0) throw invalid(at, part, 'it sets nothing. Set a value, or remove it');
  for (const [key, inner] of entries) {
    if (!isOperator(key)) requireParts(`${at}.${key}`, inner);
    else if (!OPERATORS.includes(key)) throw invalid(`${at}.${key}`, inner, `there is no such inheritance operator. Use one of ${OPERATORS.join(', ')}`);
    else if (inner === undefined || inner === null) throw invalid(`${at}.${key}`, inner, 'it has no value');
  }
}
