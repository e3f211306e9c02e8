import { writeFileSync } from 'fs';
import { join } from 'path';
import { findings } from '../proof/reports/who-can-do-what';

/** `npm run who-can-do-what`: writes `docs/who-can-do-what.md`, the permissions of each job function as the proof finds them. */
void findings().then(({ text }) => writeFileSync(join(__dirname, '..', 'docs', 'who-can-do-what.md'), text));
