import http from 'http';
import https from 'https';

/** Invokes a handler as Lambda does: the file, the event and the ARN of the function are the arguments. */
const [file, event, invokedFunctionArn] = process.argv.slice(2);
const deadline = Date.now() + 120_000;
// A handler that takes host and path alone from the address of its answer answers here too, without TLS like the others.
https.request = ((options: http.RequestOptions, callback: (response: http.IncomingMessage) => void) => (
  http.request({ ...options, port: process.env.ANSWER_PORT }, callback)
)) as typeof https.request;
// The name is only known at run time, so that the bundler leaves it alone.
void module.require(file).handler(JSON.parse(event), { invokedFunctionArn, getRemainingTimeInMillis: () => deadline - Date.now() });
