import { App } from 'aws-cdk-lib';
import { JobFunction, SecureAccountBaselineStack } from 'cdk-secure-account-baseline'; // eslint-disable-line import/no-unresolved

/**
 * A baseline with as many users as the first argument says, and on standard output how long it took, in milliseconds, without loading
 * the libraries. A stack holds 500 resources: the limit is lifted here, to see what grows how.
 */
const count = Number(process.argv[2]);
const begin = performance.now();
const app = new App({ context: { '@aws-cdk/core:stackResourceLimit': 0 } });
new SecureAccountBaselineStack(app, 'benchmark', {
  users: Array.from({ length: count }, (_, index) => ({ userName: `user-${index}`, jobFunctions: [JobFunction.POWER_USER] })),
});
app.synth();
console.log(performance.now() - begin);
