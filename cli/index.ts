import { main } from './main';

void main(process.argv.slice(2), console.log, console.error).then((code) => { process.exitCode = code; });
