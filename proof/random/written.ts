import { Aws, Duration, Fn, SecretValue, Stack, Token } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as fc from 'fast-check';
import { ExternalAccessExpected, JobFunction, JobFunctionGroup, MfaEnforcement, PasswordPolicy, TrailSource } from '../../src';

/**
 * What stands for an object of a class in random properties, so that a counterexample prints as JSON: `$` names what it is, and `of`
 * what it is made of.
 */
export interface Stand { readonly $: keyof typeof MADE; readonly of: any }

const { entries } = Object;
const BUILT_IN = new Map(entries(JobFunction).filter(([, value]) => value instanceof JobFunction)) as Map<string, JobFunction>;

/** The policy of MFA enforcement that random properties import. */
export const IMPORTED_MFA = 'ImportedMfa';

const statements = (count: number) => Array.from({ length: count }, (_, n) => (
  new iam.PolicyStatement({ actions: ['s3:GetObject'], resources: [`arn:aws:s3:::reports-of-department-${n}/*`] })
));

function ownJobFunction(name: string, policies: number, count: number, guardrail: boolean): JobFunction {
  const names = ['AmazonS3ReadOnlyAccess', 'AmazonSQSReadOnlyAccess', 'AmazonSNSReadOnlyAccess', 'AmazonEC2ReadOnlyAccess', 'AmazonRDSReadOnlyAccess',
    'AmazonVPCReadOnlyAccess', 'AmazonKinesisReadOnlyAccess', 'AmazonGlacierReadOnlyAccess', 'AmazonRoute53ReadOnlyAccess'];
  return JobFunction.of({ name, awsManagedPolicies: names.slice(0, policies), statements: statements(count), guardrail });
}

const MADE = {
  days: (_: Stack, days: number) => Duration.days(days),
  hours: (_: Stack, hours: number) => Duration.hours(hours),
  job: (_: Stack, name: string) => BUILT_IN.get(name),
  ownJob: (_: Stack, [name, policies, count, guardrail]: [string, number, number, boolean]) => ownJobFunction(name, policies, count, guardrail),
  role: (stack: Stack, name: string) => iam.Role.fromRoleName(stack, `Role${stack.node.children.length}`, name),
  mfa: (stack: Stack) => MfaEnforcement.fromMfaEnforcementName(stack, `Mfa${stack.node.children.length}`, IMPORTED_MFA),
  passwordPolicy: (stack: Stack) => PasswordPolicy.fromPasswordPolicyAttributes(stack, `Password${stack.node.children.length}`, { minimumLength: 14 }),
  group: (stack: Stack, [job, withMfa]: [Stand, boolean]) => JobFunctionGroup.fromJobFunctionGroupAttributes(stack, `Group${stack.node.children.length}`, {
    groupName: 'Existing', jobFunction: made(stack, job, new Map()), mfaEnforcement: withMfa ? MADE.mfa(stack) : undefined,
  }),
  trail: () => TrailSource.ofOrganization(),
  expected: () => ExternalAccessExpected.byAccount('arn:aws:s3:::reports', '444455556666'),
  secret: () => SecretValue.ssmSecure('/first-password'),
  token: (_: Stack, kind: string) => TOKENS[kind as keyof typeof TOKENS](),
};

const TOKENS = {
  text: () => Fn.importValue('Text'),
  number: () => Token.asNumber(Fn.importValue('Number')),
  list: () => Aws.NOTIFICATION_ARNS,
  object: () => Fn.getAtt('Other', 'Object'),
};

/** The properties as a user writes them, with objects in the places of what stands for them. One job function is one object. */
export function made(stack: Stack, written: any, jobs = new Map<string, unknown>()): any {
  if (Array.isArray(written)) return written.map((entry) => made(stack, entry, jobs));
  if (typeof written !== 'object' || written === null) return written;
  if (typeof written.$ !== 'string') return Object.fromEntries(entries(written).map(([key, value]) => [key, made(stack, value, jobs)]));
  const key = JSON.stringify(written);
  if (jobs.has(key)) return jobs.get(key);
  const object = (MADE[written.$ as keyof typeof MADE] as (stack: Stack, of: any) => unknown)(stack, written.of);
  if (written.$ === 'ownJob') jobs.set(key, object);
  return object;
}

export const stand = ($: Stand['$'], of: any = null): Stand => ({ $, of });

export const token = (kind: keyof typeof TOKENS): Stand => stand('token', kind);

/** Mostly right values, now and then a nearly right one. */
export const mostly = <T>(right: fc.Arbitrary<T>, ...nearly: unknown[]): fc.Arbitrary<unknown> => (
  fc.oneof({ weight: 39, arbitrary: right }, { weight: 1, arbitrary: fc.constantFrom(...nearly) })
);

/** An object of which any property may be missing. */
export const optional = (model: Record<string, fc.Arbitrary<unknown>>, requiredKeys: string[] = []): fc.Arbitrary<Record<string, unknown>> => (
  fc.record(model, { requiredKeys, noNullPrototype: true } as never)
);

/** One or two of many properties, so that most objects are accepted. */
export const few = (model: Record<string, fc.Arbitrary<unknown>>, most = 3): fc.Arbitrary<Record<string, unknown>> => (
  fc.uniqueArray(fc.constantFrom(...Object.keys(model)), { maxLength: most }).chain((keys) => (
    fc.record(Object.fromEntries(keys.map((key) => [key, model[key]])), { noNullPrototype: true })
  ))
);
