import { inRegions } from './in-regions';
import { settingsHandler } from '../account-settings/handler';
import { inOneRegion } from '../account-settings/in-one-region';

// Plain CommonJS: the bundler's own exports would add half a kilobyte to the template.
declare const exports: { handler: ReturnType<typeof settingsHandler> };
exports.handler = settingsHandler((request, ...more) => (request.ResourceProperties?.Regions ? inRegions : inOneRegion)(request, ...more));
