import { look } from './handler';

// CommonJS by hand: the bundler's own way of exporting would take another half kilobyte of the template.
declare const exports: { handler: (event: object, context: Parameters<typeof look>[0]) => ReturnType<typeof look> };
exports.handler = (_, context) => look(context);
