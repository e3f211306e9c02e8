import { TestIdentities } from '../identities';

/** One promise of the baseline, asked of a deployed one. */
export interface Assertion {
  /** What holds. */
  readonly claim: string;
  /** What is not known without asking, and what depends on it. */
  readonly question: string;
  /** Where it is written down, by title. */
  readonly source: string;
  /** Why the local endpoint cannot be asked. @default - it can */
  readonly onlyLive?: string;
  /** Why the answer of the local endpoint says nothing about AWS. @default - it has an evaluator of its own, which is a second opinion */
  readonly modeled?: string;
  /** @throws if it does not hold */
  check(identities: TestIdentities): Promise<void>;
}

/** Of what the offline evaluators cannot be trusted with. */
export const MODELED = 'the local endpoint follows a model of this that was written from the documentation';
