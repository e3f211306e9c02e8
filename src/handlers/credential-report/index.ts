import { reportCredentials } from './handler';
import { LambdaContext } from '../shared/lambda-context';

// Plain CommonJS: the bundler's own exports would add half a kilobyte to the template.
declare const exports: { handler(event: unknown, context: LambdaContext): Promise<object> };
exports.handler = (_, context) => reportCredentials(context);
