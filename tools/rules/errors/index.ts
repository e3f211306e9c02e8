import { ACCOUNT } from './account';
import { FEDERATION } from './federation';
import { ORGANIZATION } from './organization';
import { TRUST } from './trust';
import { ErrorId } from '../../../src/private/rules/error-ids';
import { ErrorRule } from '../rule';

/** The errors that state a rule of security. */
export const ERROR_RULES: Record<ErrorId, ErrorRule> = { ...TRUST, ...FEDERATION, ...ACCOUNT, ...ORGANIZATION };
