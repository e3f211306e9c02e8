import { App, AppProps } from 'aws-cdk-lib';
import * as ts from 'typescript';

// A program names its modules only when it runs.
// eslint-disable-next-line @typescript-eslint/no-require-imports
const load = (name: string): any => require(name === 'cdk-secure-account-baseline' ? '../../src' : name);

/** Runs a program in TypeScript, with this checkout as the library, and answers what it exports. */
export function runProgram(source: string, modules: Readonly<Record<string, unknown>> = {}): any {
  const { outputText } = ts.transpileModule(source, { compilerOptions: { module: ts.ModuleKind.CommonJS, target: ts.ScriptTarget.ES2022 } });
  const exported = {};
  new Function('require', 'exports', outputText)((name: string) => modules[name] ?? load(name), exported);
  return exported;
}

/** The apps that a program makes, in its order. */
export function appsOf(source: string, defaults: AppProps = {}): App[] {
  const apps: App[] = [];
  class RecordedApp extends App {
    constructor(props?: AppProps) {
      super({ ...defaults, ...props });
      apps.push(this);
    }
  }
  runProgram(source, { 'aws-cdk-lib': { ...load('aws-cdk-lib'), App: RecordedApp } });
  return apps;
}
