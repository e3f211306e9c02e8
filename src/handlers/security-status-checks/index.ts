import { checkAccount } from './handler';

// Plain CommonJS: the bundler's own exports would add half a kilobyte to the template.
declare const exports: { handler: (event: object, context: Parameters<typeof checkAccount>[0]) => ReturnType<typeof checkAccount> };
exports.handler = (_, context) => checkAccount(context);
