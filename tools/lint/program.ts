import { join } from 'path';
import { createProgram } from '@typescript-eslint/parser';

/** The folder of the checkout. */
export const ROOT = join(__dirname, '..', '..');

/** The TypeScript program of all source files, which test/tsconfig.json names. To make and to check it takes longer than all rules of ESLint. */
export const PROGRAM = createProgram('test/tsconfig.json', ROOT);
