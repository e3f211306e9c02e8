/** Invokes a handler as Lambda does: the file, the event and the ARN of the function are the arguments. */
const [file, event, invokedFunctionArn] = process.argv.slice(2);
const deadline = Date.now() + 120_000;
// The name is only known at run time, so that the bundler leaves it alone.
void module.require(file).handler(JSON.parse(event), { invokedFunctionArn, getRemainingTimeInMillis: () => deadline - Date.now() });
