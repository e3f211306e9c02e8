import { deactivate } from '../credential-report/deactivate';
import { reportCredentials } from '../credential-report/handler';
import { LambdaContext } from '../shared/lambda-context';

// The report that also deactivates: a function of its own, so that the template of a report alone does not carry the code.
declare const exports: { handler(event: unknown, context: LambdaContext): Promise<object> };
exports.handler = (_, context) => reportCredentials(context, deactivate);
