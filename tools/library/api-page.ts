import { readFileSync, writeFileSync } from 'fs';
import { join } from 'path';

/** Writes at the top of `API.md`, which jsii-docgen generates, where to begin. `npx projen docgen` runs it. */
const FILE = join(__dirname, '..', '..', 'API.md');

const INTRODUCTION = `
Every public type, in alphabetical order. Begin with the constructs that deploy everything at once:
[SecureAccountBaselineStack](#cdk-secure-account-baseline.SecureAccountBaselineStack) for one account,
[AccountWatchStack](#cdk-secure-account-baseline.AccountWatchStack) for its checks and alerts, and
[BaselineRollOut](#cdk-secure-account-baseline.BaselineRollOut) for an organization. [README.md](README.md#constructs) lists the
constructs by task. Everything that is not listed there is a property or a value of one of them.
`;

const [title, ...rest] = readFileSync(FILE, 'utf8').split('\n');
writeFileSync(FILE, [title, INTRODUCTION.trimEnd(), ...rest].join('\n'));
