import { deactivate } from '../credential-report/deactivate';
import { LambdaContext, watch } from '../credential-report/handler';

// CommonJS by hand: the bundler's own way of exporting would take another half kilobyte of the template.
declare const exports: { handler(event: unknown, context: LambdaContext): Promise<object> };
exports.handler = (_, context) => watch(context, deactivate);
