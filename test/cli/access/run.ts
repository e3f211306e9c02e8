import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'fs';
import { tmpdir } from 'os';
import { dirname, join } from 'path';
import { main } from '../../../cli/main';

/** What the command printed, and its exit code. */
export interface Ran {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

/** Runs the command in this process. */
export async function run(...args: string[]): Promise<Ran> {
  const [out, err]: string[][] = [[], []];
  const code = await main(args, (text) => out.push(text), (text) => err.push(text));
  return { code, out: out.join('\n'), err: err.join('\n') };
}

/** A folder with files, which the tests of a file share. */
export class Files {
  public readonly folder = mkdtempSync(join(tmpdir(), 'access-test-'));

  /** Writes a file; an object becomes JSON. */
  public write(name: string, content: object | string): string {
    const file = join(this.folder, name);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, typeof content === 'string' ? content : JSON.stringify(content, undefined, 1));
    return file;
  }

  public remove(): void {
    rmSync(this.folder, { recursive: true });
  }
}

export const document = (...Statement: object[]) => ({ Version: '2012-10-17', Statement });
export const allow = (Action: string | string[], Resource: string | string[] = '*', more: object = {}) => ({ Effect: 'Allow', Action, Resource, ...more });
export const template = (Resources: object) => ({ Resources });

export const trust = (Principal: object | string, more: object = {}) => document({ Effect: 'Allow', Principal, Action: 'sts:AssumeRole', ...more });
const LAMBDA = trust({ Service: 'lambda.amazonaws.com' });

/** A role with one inline policy. */
export function role(statements: object[], more: object = {}): object {
  const Policies = statements.length > 0 ? [{ PolicyName: 'Inline', PolicyDocument: document(...statements) }] : [];
  return { Type: 'AWS::IAM::Role', Properties: { AssumeRolePolicyDocument: LAMBDA, Policies, ...more } };
}
