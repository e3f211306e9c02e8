import { App, BootstraplessSynthesizer, Stack } from 'aws-cdk-lib';
import { Group, User } from 'aws-cdk-lib/aws-iam';

/**
 * As many users as the first argument says, in one group, without the library, and on standard output how long it took, in milliseconds,
 * without loading aws-cdk-lib.
 */
const count = Number(process.argv[2]);
const begin = performance.now();
const app = new App({ context: { '@aws-cdk/core:stackResourceLimit': 0 } });
const stack = new Stack(app, 'benchmark', { synthesizer: new BootstraplessSynthesizer() });
const group = new Group(stack, 'PowerUsers');
for (let index = 0; index < count; index++) new User(stack, `user-${index}`, { userName: `user-${index}`, groups: [group] });
app.synth();
console.log(performance.now() - begin);
