import { handler } from './handler';

// CommonJS by hand: the bundler's own way of exporting would take another half kilobyte of the template.
declare const exports: { handler: (event: object, context: Parameters<typeof handler>[1]) => Promise<void> };
// Lambda's third argument is none of ours.
exports.handler = (event, context) => handler(event, context);
