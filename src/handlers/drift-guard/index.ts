import { handler } from './handler';

// CommonJS by hand: the bundler's own way of exporting would take another half kilobyte of the template.
declare const exports: { handler: typeof handler };
exports.handler = handler;
