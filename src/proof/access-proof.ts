import { Stack, Token } from 'aws-cdk-lib';
import { AccessAnswer } from './access-answer';
import { AccessPolicies } from './access-policies';
import { AccessQuestion } from './access-question';
import { decide, Verdict } from './decide/decide';
import { Claim, Question } from './decide/problem';
import { readConditions } from './policy/read-conditions';
import { IntrinsicText } from './template/intrinsic';
import { Pattern } from './text/pattern';
import { answerOf } from './words';
import { AccessCondition } from '../permissions/least-privilege/access-condition';
import { AccessLevel } from '../permissions/least-privilege/access-level';
import { actionsCoveredBy } from '../permissions/least-privilege/action-table';
import { invalid } from '../private/errors';
import { instanceOf, KnownKeys, listOf, requireKnownKeys, text } from '../private/known-keys';

const KEYS: KnownKeys<AccessQuestion> = {
  actions: listOf(text),
  notActions: listOf(text),
  resources: listOf(text),
  notResources: listOf(text),
  when: listOf(instanceOf(AccessCondition, 'an AccessCondition, such as AccessContext.withoutMfa()')),
};

const EXAMPLES = [AccessLevel.PERMISSIONS_MANAGEMENT, AccessLevel.WRITE, AccessLevel.READ, AccessLevel.LIST, AccessLevel.TAGGING];

/**
 * Proves what policies allow for every request, without an account: every action that AWS has or will have, every resource, and every value
 * of every condition key.
 *
 * An answer is proved, refuted with a request that contradicts it, or unknown. It is unknown if it depends on what IAM does not document, on
 * a policy whose text is not known, or if a limit of size is reached: 60,000 classes of texts that the patterns of a request tell
 * apart, and 400,000 combinations of condition values. Combinations of condition keys that AWS never sends, such as an MFA age without
 * MFA, count as requests: exclude them by `when`.
 *
 * Source: IAM User Guide, "Policy evaluation logic". Costs nothing.
 *
 * @example
 * const role = new iam.Role(this, 'Role', { assumedBy: new iam.ServicePrincipal('lambda.amazonaws.com') });
 * role.addToPolicy(new iam.PolicyStatement({ actions: ['s3:GetObject'], resources: ['arn:aws:s3:::reports/*'] }));
 * const proof = new AccessProof(AccessPolicies.of(role));
 * proof.allowsNothing({ notActions: ['s3:GetObject'] }).requireProved();
 * proof.allowsEverything({ actions: ['s3:GetObject'], resources: ['arn:aws:s3:::reports/2026'] }).requireProved();
 */
export class AccessProof {
  /** @param policies the policies that questions are about */
  constructor(private readonly policies: AccessPolicies) {
    if (!(policies instanceof AccessPolicies)) throw invalid('policies', policies, 'it must be an AccessPolicies, such as AccessPolicies.of(role)');
  }

  /**
   * Whether none of the requests is allowed.
   *
   * @throws if the question has no list of actions or resources
   */
  public allowsNothing(question: AccessQuestion): AccessAnswer {
    return this.ask(Claim.NOTHING, question);
  }

  /**
   * Whether all of the requests are allowed, so that nobody is locked out.
   *
   * @throws if the question has no list of actions or resources
   */
  public allowsEverything(question: AccessQuestion): AccessAnswer {
    return this.ask(Claim.EVERYTHING, question);
  }

  /**
   * Whether every request that is allowed is allowed by other policies too.
   *
   * @param before the other policies, such as those of the deployed template
   */
  public allowsNoMoreThan(before: AccessPolicies): AccessAnswer {
    return this._allowsNoMoreThan(before, { actions: ['*'] });
  }

  /**
   * The same, for some requests.
   *
   * @internal
   */
  public _allowsNoMoreThan(before: AccessPolicies, question: AccessQuestion): AccessAnswer {
    return this.ask(Claim.NO_MORE, question, before);
  }

  /**
   * Whether other policies allow the same requests, however they are written.
   *
   * @param other the other policies
   */
  public allowsSameAs(other: AccessPolicies): AccessAnswer {
    const more = this.allowsNoMoreThan(other);
    if (!more.isProved) return more;
    const less = new AccessProof(other).allowsNoMoreThan(this.policies);
    return less.isProved ? less : new AccessAnswer(less.verdict, `The other policies allow more. ${less.explanation}`, less.counterexample);
  }

  private ask(claim: Claim, question: AccessQuestion, before?: AccessPolicies): AccessAnswer {
    requireKnownKeys(question, KEYS);
    const { actions, notActions, resources, notResources } = question;
    if ([actions, notActions, resources, notResources].every((list) => list === undefined || list.length === 0)) {
      throw invalid('question', question, 'it must have at least one of actions, notActions, resources and notResources');
    }
    const access = this.policies._access();
    const verdict: Verdict = decide({ claim, access, before: before?._access(), question: this.read(question) }, knownActions);
    return answerOf(claim, verdict);
  }

  private read({ actions = ['*'], notActions = [], resources = ['*'], notResources = [], when = [] }: AccessQuestion): Question {
    return {
      actions: actions.map((action) => actionPattern('actions', action)),
      notActions: notActions.map((action) => actionPattern('notActions', action)),
      resources: resources.map((resource) => this.resourcePattern('resources', resource)),
      notResources: notResources.map((resource) => this.resourcePattern('notResources', resource)),
      conditions: when.flatMap((condition) => readConditions('when', this.resolved(condition.toConditions()), true)),
    };
  }

  private resourcePattern(property: string, resource: string): Pattern {
    const resolved = this.resolved(resource);
    if (!/^(\*$|arn:|\$\{)/.test(resolved)) throw invalid(property, resource, 'a resource is * or an ARN, such as arn:aws:s3:::reports/*');
    return new Pattern(resolved, true);
  }

  /** A value of a question with its tokens resolved as the policies are. */
  private resolved(value: any): any {
    const { _scope: scope, _deployment: deployment } = this.policies;
    if (!scope) {
      if (Token.isUnresolved(JSON.stringify(value))) throw invalid('question', value, 'a token is resolved only in questions about constructs');
      return value;
    }
    return new IntrinsicText(deployment, () => undefined).resolve(Stack.of(scope).resolve(value));
  }
}

function actionPattern(property: string, action: string): Pattern {
  if (!/^(\*|[^:\s]+:[^:\s]+)$/.test(action)) throw invalid(property, action, 'an action is * or a service and a name, such as s3:GetObject');
  return new Pattern(action.toLowerCase(), false);
}

let known: string[] | undefined;

/** The actions of today, those first that make the better examples: what changes something, on a resource. Read when an answer needs them. */
function knownActions(): string[] {
  known ??= [true, false].flatMap((takesResource) => EXAMPLES.flatMap((level) => (
    actionsCoveredBy('*').filter((action) => action.takesResource === takesResource && action.level === level).map(({ name }) => name)
  )));
  return known;
}
