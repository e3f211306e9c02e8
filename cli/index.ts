import { main } from './main';
import { usesColor } from './terminal';

const color = usesColor(process.stdout.isTTY, process.env);
void main(process.argv.slice(2), console.log, console.error, { color }).then((code) => { process.exitCode = code; });
