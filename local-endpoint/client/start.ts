import { startLocalEndpoint } from './endpoint';
import { shellLines } from './environment';
import { untilInterrupted } from './until-interrupted';

/** `npm run endpoint [-- --port 4566]`: starts the endpoint, prints how to use it, and keeps it running until Ctrl-C. */
async function main(): Promise<void> {
  const endpoint = await startLocalEndpoint({ port: portFrom(process.argv.slice(2)) });
  console.log(`The local AWS endpoint is up (process ${endpoint.pid}, account ${endpoint.accountId}). To use it in another shell:\n`);
  console.log(shellLines(endpoint.environment).join('\n'));
  console.log(`\nLog: ${endpoint.log}\nCtrl-C stops it.`);
  await untilInterrupted(endpoint);
  await endpoint.stop();
}

function portFrom(args: string[]): number | undefined {
  if (args.length === 0) {
    return undefined;
  }
  const port = args[0] === '--port' ? Number(args[1]) : NaN;
  if (args.length !== 2 || !Number.isInteger(port) || port < 1 || port > 65535) {
    throw new Error(`Usage: npm run endpoint [-- --port <1 to 65535>]; got '${args.join(' ')}'.`);
  }
  return port;
}

main().catch((error: Error) => {
  console.error(error.message);
  process.exitCode = 1;
});
