import type { FunctionEnvironment } from '../../account/contract/environment';

/** What the construct tells the function. */
export const environment: FunctionEnvironment = process.env;
