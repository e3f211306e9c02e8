import { readdirSync, readFileSync, writeFileSync } from 'fs';
import { join } from 'path';

/**
 * jsii puts a source map with all sources into each compiled file, which makes the package twice as large. Without the maps a stack
 * trace names the line of the compiled file, which reads like its source.
 */
const lib = join(__dirname, '..', 'lib');

for (const name of readdirSync(lib, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.js'))) {
  const file = join(lib, name);
  writeFileSync(file, readFileSync(file, 'utf8').replace(/\n\/\/# sourceMappingURL=data:.*\n?$/, '\n'));
}
