import { usersHandler } from './handler';

// Plain CommonJS: the bundler's own exports would add half a kilobyte to the template.
declare const exports: { handler: typeof usersHandler };
exports.handler = usersHandler;
