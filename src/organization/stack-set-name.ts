import { Token } from 'aws-cdk-lib';
import { BASELINE } from '../private/baseline-names';
import { invalid, requireMatch } from '../private/errors';

/** 128 characters of a stack's name less `StackSet-`, a hyphen, the UUID that StackSets appends, and the longest suffix. */
const LONGEST = 64;

/** The stack sets of a roll-out. */
export const SUFFIX = { everyRegion: '-every-region', watch: '-watch' };

/** Refuses a name by which the stacks would not be protected, or that the name of a stack would have no room for. */
export function requireStackSetName(name: string | undefined): void {
  if (name !== undefined && Token.isUnresolved(name)) throw invalid('stackSetName', name, 'it must be known at synth');
  requireMatch('stackSetName', name, new RegExp(`^${BASELINE}(-[A-Za-z0-9]+)*$`),
    `it must be ${BASELINE}, or that and a suffix of letters, digits and single hyphens, such as ${BASELINE}-sandbox, by which guardrails and workload boundaries protect its stacks`, 'name-unprotected');
  if (name && name.length > LONGEST) {
    throw invalid('stackSetName', name, `it must have up to ${LONGEST} characters, since CloudFormation makes the names of stacks of it`);
  }
  const taken = Object.values(SUFFIX).find((suffix) => name?.endsWith(suffix));
  if (taken) throw invalid('stackSetName', name, `a roll-out makes names that end with ${taken} itself. Choose another suffix`);
}
