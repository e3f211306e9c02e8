import { AccessCounterexample } from './access-counterexample';
import { AccessVerdict } from './access-verdict';

/**
 * The answer of an `AccessProof` to a question.
 *
 * @example
 * const role = new iam.Role(this, 'Role', { assumedBy: new iam.ServicePrincipal('lambda.amazonaws.com') });
 * const answer = new AccessProof(AccessPolicies.of(role)).allowsNothing({ actions: ['iam:*'] });
 * answer.requireProved();
 */
export class AccessAnswer {
  /** What the proof says. */
  public readonly verdict: AccessVerdict;

  /** The answer in words. */
  public readonly explanation: string;

  /** The request that contradicts the claim, if the claim is refuted. */
  public readonly counterexample?: AccessCounterexample;

  /** @internal */
  constructor(verdict: AccessVerdict, explanation: string, counterexample?: AccessCounterexample) {
    this.verdict = verdict;
    this.explanation = explanation;
    this.counterexample = counterexample;
  }

  /** Whether the claim holds for every request. An unknown answer is none. */
  public get isProved(): boolean {
    return this.verdict === AccessVerdict.PROVED;
  }

  /**
   * Fails a test, or a synth, that relies on the claim.
   *
   * @throws if the claim is refuted or unknown, with the explanation
   */
  public requireProved(): void {
    if (!this.isProved) throw new Error(this.explanation);
  }
}
