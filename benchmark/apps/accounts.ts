import { App } from 'aws-cdk-lib';
import { SecureAccountBaselineStack } from 'cdk-secure-account-baseline'; // eslint-disable-line import/no-unresolved
import { usageSince } from '../usage';

/** The baseline of as many accounts as the first argument says, a stack each, and what it took without loading. */
const begin = performance.now();
const app = new App();
for (let index = 0; index < Number(process.argv[2]); index++) {
  new SecureAccountBaselineStack(app, `benchmark-${index}`, { env: { account: String(100_000_000_000 + index), region: 'us-east-1' } });
}
app.synth();
console.log(JSON.stringify(usageSince(begin)));
