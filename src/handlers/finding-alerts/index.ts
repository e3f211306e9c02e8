import { FindingsEvent, handler } from './handler';
import { LambdaContext } from '../shared/lambda-context';

// Plain CommonJS: the bundler's own exports would add half a kilobyte to the template.
declare const exports: { handler(event: FindingsEvent, context: LambdaContext): Promise<void> };
// Not Lambda's third argument, which is a callback.
exports.handler = (event, context) => handler(event, context);
