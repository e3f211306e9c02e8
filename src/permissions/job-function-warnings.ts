import { Stack, Token } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import { problemOfAwsPolicyName, WideRight, wideRightsOfAwsPolicy } from './aws-policy-table';
import { LeastPrivilegePolicy } from './least-privilege/least-privilege-policy';
import { statementsOf, textOf, UNKNOWN } from './least-privilege/statements';
import { unknownActions } from './least-privilege/unknown-actions';
import { wideRightsOf } from './wide-rights';
import { referencesOf } from '../private/text/references';
import { warn, WarningName } from '../private/warnings';
import { violation } from '../private/written-properties';

/** A right that no job function but the administrator's should have. */
interface Wide {
  readonly kind: WideRight;
  readonly where: string;
  readonly what: string;
}

/** What the job function says of the policies that it gives. */
export interface GivenPolicies {
  readonly job: string;
  /** Policies that AWS maintains, by name. */
  readonly awsManaged: string[];
  /** As they are at synth, with what was granted to them meanwhile. */
  readonly policies: iam.IManagedPolicy[];
  /** The inline policy of a permission set. */
  readonly inline?: iam.PolicyDocument;
  readonly guardrail: boolean;
}

const NAMES: Record<WideRight, WarningName> = {
  fullAccess: 'jobFunctionFullAccess',
  identityWrites: 'jobFunctionIdentityWrites',
  passRole: 'jobFunctionPassRole',
  assumeRole: 'jobFunctionAssumeRole',
};

const PHRASES: Record<WideRight, string> = {
  fullAccess: 'may do everything',
  identityWrites: 'changes identities',
  passRole: 'passes any role to services',
  assumeRole: 'assumes roles that it does not name',
};

/**
 * Warns at synth about a job function that amounts to an administrator's, with the ids `cdk-secure-account-baseline:jobFunction` and
 * `FullAccess`, `IdentityWrites`, `PassRole` or `AssumeRole`; about a policy of AWS that the library does not know (`UnknownAwsPolicy`);
 * and about actions that AWS does not have (`UnknownAction`). All are acknowledged on the identity or above it.
 */
export function checkGivenPolicies(identity: Construct, given: GivenPolicies): void {
  identity.node.addValidation({
    validate: () => {
      // On the resource: CDK applies acknowledgements to what lies below the construct on which they are made.
      const resource = identity.node.defaultChild ?? identity;
      const warnOfJob = (name: WarningName, message: string) => warn(resource, name, `The job function ${given.job} ${message}`);
      const consequence = given.guardrail ? 'its guardrail denies most of that, so remove what is not meant' : 'without a guardrail everyone who has the job is an administrator';
      for (const { kind, where, what } of wideRights(identity, given)) warnOfJob(NAMES[kind], `${what} (${where}): ${consequence}`);
      for (const { scope, document } of writtenDocuments(identity, given)) {
        for (const statement of statementsOf(scope, document)) {
          const unknown = unknownActions([...statement.actions, ...statement.notActions]);
          if (unknown.length > 0) warnOfJob('jobFunctionUnknownAction', `names actions that AWS does not have, or has only lately (${scope.node.path}, ${statement.title}): ${unknown.join(', ')}`);
        }
      }
      return awsPolicyNames(identity, given).flatMap(({ property, value, name }) => {
        const problem = problemOfAwsPolicyName(name);
        if (problem?.certain) return [violation(identity, `jobFunction.${property}`, value, problem.rule)];
        if (problem) warnOfJob('jobFunctionUnknownAwsPolicy', `has the policy ${name} (${property}): ${problem.rule}`);
        return [];
      });
    },
  });
}

/** A document, and the construct that it belongs to. */
interface Source {
  readonly scope: Construct;
  readonly document: { toJSON(): any };
}

/** What the user has written; a `LeastPrivilegePolicy` warns of its own actions. */
function writtenDocuments(identity: Construct, { policies, inline }: GivenPolicies): Source[] {
  const made = policies.filter(isMadeHere).filter((policy) => !(policy instanceof LeastPrivilegePolicy));
  return [...made.map((policy) => ({ scope: policy, document: policy.document })), ...inline ? [{ scope: identity, document: inline }] : []];
}

function wideRights(identity: Construct, { awsManaged, policies, inline, guardrail }: GivenPolicies): Wide[] {
  const ofAws = awsPolicyNames(identity, { awsManaged, policies }).flatMap(({ name }) => wideOfAws(name, guardrail));
  const sources = [...policies.map((policy) => documentOf(identity, policy)), inline && { scope: identity, document: inline }];
  return [...ofAws, ...sources.flatMap(wideOfDocument)];
}

/** With a guardrail, a policy of AWS is worth a warning only if it would make an administrator: what it gives besides is denied. */
function wideOfAws(name: string, guardrail: boolean): Wide[] {
  const kinds = wideRightsOfAwsPolicy(name);
  if (guardrail && !kinds.includes('fullAccess') && !(kinds.includes('identityWrites') && kinds.includes('passRole'))) return [];
  return kinds.map((kind) => ({ kind, where: name, what: PHRASES[kind] }));
}

function wideOfDocument(source: Source | undefined): Wide[] {
  if (!source) return [];
  return statementsOf(source.scope, source.document).flatMap((statement) => (
    wideRightsOf(statement).map(({ kind, what }) => ({ kind, where: `${source.scope.node.path}, ${statement.title}`, what }))
  ));
}

/** The document of a policy of this app, also of one that is known by the reference to its resource only. */
function documentOf(identity: Construct, policy: iam.IManagedPolicy): Source | undefined {
  if (isMadeHere(policy)) return { scope: policy, document: policy.document };
  const referred = referencesOf(identity, policy.managedPolicyArn).resources.find((resource) => iam.CfnManagedPolicy.isCfnManagedPolicy(resource));
  return referred && { scope: referred as Construct, document: { toJSON: () => (referred as iam.CfnManagedPolicy).policyDocument } };
}

/** The policies of AWS that a job function gives, however it gives them. */
function awsPolicyNames(identity: Construct, { awsManaged, policies }: Pick<GivenPolicies, 'awsManaged' | 'policies'>) {
  return [
    ...awsManaged.filter((name) => !Token.isUnresolved(name)).map((name) => ({ property: 'awsManagedPolicies', value: name, name })),
    ...policies.filter((policy) => !isMadeHere(policy)).flatMap((policy) => {
      const arn = textOf(Stack.of(identity).resolve(policy.managedPolicyArn));
      const name = /^arn:[^:]*:iam::[^:]*:policy\/(.+)$/.exec(arn)?.[1];
      const ofAws = name !== undefined && (/:iam::aws:/.test(arn) || wideRightsOfAwsPolicy(name).length > 0);
      return ofAws ? [{ property: 'managedPolicies', value: arn.split(UNKNOWN).join('<token>'), name }] : [];
    }),
  ];
}

function isMadeHere(policy: iam.IManagedPolicy): policy is iam.ManagedPolicy {
  return policy instanceof iam.ManagedPolicy;
}
