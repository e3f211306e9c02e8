import { handler } from '../security-status/handler';
import { importFindings } from '../security-status/security-hub';
import { LambdaContext } from '../shared/lambda-context';

// The security status that is also sent to Security Hub: a function of its own, so that the template without it does not carry the code.
declare const exports: { handler(event: object, context: LambdaContext): Promise<void> };
exports.handler = (event, context) => handler(event, context, importFindings);
