import { main } from './main';
import { printTo } from './print';
import { usesColor } from './terminal';

const color = usesColor(process.stdout.isTTY, process.env);
void main(process.argv.slice(2), printTo(process.stdout), printTo(process.stderr), { color }).then((code) => { process.exitCode = code; });
