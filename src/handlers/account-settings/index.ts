import { settingsHandler } from './handler';
import { inOneRegion } from './in-one-region';

// Plain CommonJS: the bundler's own exports would add half a kilobyte to the template.
declare const exports: { handler: ReturnType<typeof settingsHandler> };
exports.handler = settingsHandler(inOneRegion);
