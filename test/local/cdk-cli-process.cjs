/**
 * Runs the CDK CLI as its own program does, one run after the other. Loading it takes longer than what most runs do, and a run is over when
 * nothing is left to do in this process, as that of a program is.
 */
require('./quick-poll.cjs');
const { dirname, join } = require('node:path');

const { cli } = require(join(dirname(require.resolve('aws-cdk/package.json')), 'lib'));

const output = { stdout: '', stderr: '' };

for (const stream of Object.keys(output)) {
  process[stream].write = (chunk, encoding, done) => {
    output[stream] += typeof chunk === 'string' ? chunk : Buffer.from(chunk).toString();
    process.nextTick((typeof encoding === 'function' ? encoding : done) ?? (() => undefined));
    return true;
  };
}

process.on('message', ({ args, cwd, env }) => {
  process.channel.unref();
  process.chdir(cwd);
  for (const name of Object.keys(process.env)) if (!(name in env)) delete process.env[name];
  Object.assign(process.env, env);
  process.exitCode = undefined;
  cli(args);
});

process.on('beforeExit', (code) => {
  process.channel.ref();
  process.send({ code, ...output });
  output.stdout = output.stderr = '';
});

process.on('disconnect', () => process.exit());

process.channel.ref();
