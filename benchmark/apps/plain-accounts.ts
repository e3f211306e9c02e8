import { readFileSync } from 'fs';
import { App } from 'aws-cdk-lib';
import { plainBaseline } from '../plain/stack';
import { usageSince } from '../usage';

/** The same accounts as in `accounts.ts`, without the library. The second argument is the file with the code of the function. */
const begin = performance.now();
const app = new App();
const code = readFileSync(process.argv[3], 'utf8').trimEnd();
for (let index = 0; index < Number(process.argv[2]); index++) {
  plainBaseline(app, code, `benchmark-${index}`, { env: { account: String(100_000_000_000 + index), region: 'us-east-1' } });
}
app.synth();
console.log(JSON.stringify(usageSince(begin)));
