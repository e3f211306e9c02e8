import * as parser from '@typescript-eslint/parser';
import { PROGRAM } from './program';

/** The parser of typescript-eslint, on the program whose types are checked: by itself it makes a second one. ESLint copies its options, and so cannot pass it. */
export function parseForESLint(code: string, options: parser.ParserOptions): ReturnType<typeof parser.parseForESLint> {
  return parser.parseForESLint(code, { ...options, programs: [PROGRAM] });
}
