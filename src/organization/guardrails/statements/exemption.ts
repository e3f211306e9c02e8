import { Exempt, notBy } from './principals';
import { all, deny, Statement } from './statement';
import { actionsOf } from '../../../permissions/policies/deny';

/** A tag of a principal by which controls make an exception. */
export interface TagExemption {
  readonly key: string;
  readonly value: string;
}

/**
 * Tags that exempt are given only by deployers, and by principals that have one. IAM compares the keys of tags without case, so that
 * `EXEMPT` is `exempt`.
 */
export function exemptingTagsStatements(tags: readonly TagExemption[], { deployers }: Exempt): Statement[] {
  const values = new Map<string, string[]>();
  for (const { key, value } of tags) values.set(key, [...new Set([...values.get(key) ?? [], value])]);
  return [...values].map(([key, exempting], index) => deny(index === 0 ? 'ExemptingTag' : `ExemptingTag${index + 1}`, {
    Action: [...actionsOf('iam', ['CreateRole', 'CreateUser', 'TagRole', 'TagUser']), 'sts:TagSession'],
    Condition: all(
      { 'ForAnyValue:StringEqualsIgnoreCase': { 'aws:TagKeys': key } },
      { StringNotEquals: { [`aws:PrincipalTag/${key}`]: exempting } },
      notBy(deployers),
    ),
  }));
}

/** Holds for principals without the tag. */
export function notTagged({ key, value }: TagExemption) {
  return { StringNotEquals: { [`aws:PrincipalTag/${key}`]: value } };
}
