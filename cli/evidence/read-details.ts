import { AccountDetails } from './details';
import { SeenAnswers } from './seen-answers';
import { readStacks, StackServices } from './stacks';
import { Call } from '../../src/handlers/shared/retry';
import { FactServices } from '../../src/handlers/shared/security-checks/fact-services';
import { AccountFacts, Fact, Unknown } from '../../src/handlers/shared/security-checks/facts';
import { fact } from '../../src/handlers/shared/security-checks/gather-facts';

const unknown = ({ message }: Error): Unknown => ({ unknown: message });

/**
 * Reads what pages show. What cannot be read is unknown, and spares the rest.
 *
 * @param facts of the checks, which say what could be read
 * @param seen the answers that the checks got
 */
export async function readDetails(
  call: Call, services: FactServices & StackServices, facts: AccountFacts, seen: SeenAnswers,
): Promise<AccountDetails> {
  const [alias, stacks] = await Promise.all([
    fact(call(services.iam, 'iam:ListAccountAliases', {}).then(({ AccountAliases: [first = null] = [] }) => first), unknown),
    fact(readStacks(call, services), unknown),
  ]);
  return {
    alias,
    identities: ifKnown(facts.identities, () => seen.identities),
    credentials: ifKnown(facts.credentials, () => seen.credentials),
    passwordPolicy: ifKnown(facts.passwordPolicy, () => seen.passwordPolicy),
    stacks,
  };
}

/** What was seen of a fact, if all of it was read. */
function ifKnown<T>(known: Fact<unknown>, see: () => T): Fact<T> {
  return 'value' in known ? { value: see() } : known;
}
