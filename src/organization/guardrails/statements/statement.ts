/** A statement of a policy of an organization as it is written into the policy. It always denies. */
export interface Statement {
  readonly Sid: string;
  readonly Effect: 'Deny';
  readonly Principal?: '*';
  readonly Action?: string | string[];
  readonly NotAction?: string | string[];
  readonly Resource?: string | string[];
  readonly NotResource?: string | string[];
  readonly Condition?: Conditions;
}

/** Operators, with the keys that they compare. */
export type Conditions = Readonly<Record<string, Readonly<Record<string, string | string[]>>>>;

/** A statement of a service control policy; on every resource, unless resources are given. */
export function deny(Sid: string, elements: Omit<Statement, 'Sid' | 'Effect' | 'Principal'>): Statement {
  const { Condition, ...others } = elements;
  const resource = others.Resource === undefined && others.NotResource === undefined ? { Resource: '*' } : {};
  return { Sid, Effect: 'Deny', ...others, ...resource, ...Condition && Object.keys(Condition).length > 0 && { Condition } };
}

/** A statement of a resource control policy, which names every principal. */
export function denyEveryone(Sid: string, elements: Omit<Statement, 'Sid' | 'Effect' | 'Principal'>): Statement {
  const { Sid: _, Effect, ...others } = deny(Sid, elements);
  return { Sid, Effect, Principal: '*', ...others };
}

/** Conditions that all hold: keys under one operator are brought together, and so are the values of a key that exempt. */
export function all(...conditions: readonly Conditions[]): Conditions {
  const merged: Record<string, Record<string, string | string[]>> = {};
  for (const [operator, keys] of conditions.flatMap((each) => Object.entries(each))) {
    merged[operator] ??= {};
    for (const [key, value] of Object.entries(keys)) {
      const present = merged[operator][key];
      merged[operator][key] = present === undefined ? value : [...new Set([present, value].flat())];
    }
  }
  return merged;
}

/** The statement with further conditions under which it does not apply. Each must be of a negated operator, whose values add up. */
export function unless(statement: Statement, ...exemptions: readonly Conditions[]): Statement {
  if (exemptions.length === 0) return statement;
  return { ...statement, Condition: all(statement.Condition ?? {}, ...exemptions) };
}
