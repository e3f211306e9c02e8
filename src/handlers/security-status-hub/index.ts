import { handler } from '../security-status/handler';
import { importFindings } from '../security-status/security-hub';

// The security status that is also told to Security Hub: a function of its own, so that who does without need not carry the code.
declare const exports: { handler: (event: object, context: Parameters<typeof handler>[1]) => Promise<void> };
exports.handler = (event, context) => handler(event, context, importFindings);
