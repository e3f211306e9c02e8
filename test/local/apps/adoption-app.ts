import { App } from 'aws-cdk-lib';
import * as ts from 'typescript';
import { JobFunction, MfaEnforcementMode, SecureAccountBaselineStack } from '../../../src';

/** The app that `status --adopt` prints, in the variable CODE. */
const script = ts.transpileModule(process.env.CODE!, { compilerOptions: { target: ts.ScriptTarget.ES2022 } }).outputText;
new Function('app', 'SecureAccountBaselineStack', 'JobFunction', 'MfaEnforcementMode', script)(new App(), SecureAccountBaselineStack, JobFunction, MfaEnforcementMode);
