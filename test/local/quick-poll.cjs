/**
 * Preloaded into the CDK CLI by the tests: CloudFormation on the local endpoint is done within a second, but the CLI asks every 5 seconds
 * and offers no option. Nothing else changes.
 */
const waited = globalThis.setTimeout;
const quicker = { 5000: 200 };

globalThis.setTimeout = Object.assign((callback, milliseconds, ...values) => waited(callback, quicker[milliseconds] ?? milliseconds, ...values), waited);
