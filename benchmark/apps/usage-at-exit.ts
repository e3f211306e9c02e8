import { writeFileSync } from 'fs';
import { usageSince } from '../usage';

/** Loaded before a program, it writes what the program took to the file that `USAGE_FILE` names. */
const begin = performance.now();
process.on('exit', () => writeFileSync(process.env.USAGE_FILE!, JSON.stringify(usageSince(begin))));
