import { exampleOf, sentence } from './examples';
import { Claimed, readQuestions } from './questions';
import { Result, Review, Status } from './review';
import { AccessAnswer } from '../../src/proof/access-answer';
import { AccessProof } from '../../src/proof/access-proof';
import { AccessVerdict } from '../../src/proof/access-verdict';
import { isAboutNotPrincipal } from '../../src/proof/policy/read-policy';

const STATUSES: Record<AccessVerdict, Status> = { [AccessVerdict.PROVED]: 'PASS', [AccessVerdict.REFUTED]: 'FAIL', [AccessVerdict.UNKNOWN]: 'UNKNOWN' };

/**
 * Answers the questions of a file.
 *
 * @throws BadInput if a question cannot be asked, with its position
 */
export function prove(file: string): Review {
  return { title: `Claims of ${file}`, results: readQuestions(file).map(resultOf) };
}

function resultOf(claimed: Claimed): Result {
  const { name, at: { file, line } } = claimed;
  const answer = answerTo(claimed);
  const examples = answer.counterexample ? [exampleOf(answer)] : [];
  const message = examples.length > 0 ? `${claimed.claim} is refuted` : sentence(answer.explanation);
  return { rule: 'claim', subject: name, status: STATUSES[answer.verdict], message, examples, location: { file, line } };
}

function answerTo({ claim, policies, others, question, at, keys }: Claimed): AccessAnswer {
  const proof = new AccessProof(policies);
  try {
    if (claim === 'allowsNothing') return proof.allowsNothing(question);
    if (claim === 'allowsEverything') return proof.allowsEverything(question);
    return claim === 'allowsNoMoreThan' ? proof.allowsNoMoreThan(others!) : proof.allowsSameAs(others!);
  } catch (error) {
    const { name, message, property = '' } = error as { name: string; message: string; property?: string };
    if (name !== 'InvalidInputError') throw error;
    if (isAboutNotPrincipal(error)) return new AccessAnswer(AccessVerdict.UNKNOWN, message);
    const place = keys.get(property.split(',')[0]) ?? at;
    throw place.refuse(message);
  }
}
