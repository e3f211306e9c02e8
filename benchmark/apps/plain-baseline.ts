import { readFileSync } from 'fs';
import { App } from 'aws-cdk-lib';
import { plainBaseline } from '../plain/stack';

/** The default baseline without the library. The argument is the file with the code of the function. */
const app = new App();
plainBaseline(app, readFileSync(process.argv[2], 'utf8').trimEnd());
app.synth();
