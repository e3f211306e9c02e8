import { readFileSync } from 'fs';
import { join } from 'path';
import { App } from 'aws-cdk-lib';
import { defaultTemplate } from '../benchmark/plain/default-template';
import { plainBaseline } from '../benchmark/plain/stack';

/** The benchmark compares the synthesis of both. If a policy has changed, run `npx tsx benchmark/plain/write-policies.ts`. */
describe('the app without the library', () => {
  const ours = defaultTemplate();
  const app = new App({ analyticsReporting: false });
  plainBaseline(app, readFileSync(join(__dirname, '..', 'bundled-handlers', 'account-settings.js'), 'utf8').trimEnd());
  const { template } = app.synth().getStackByName('benchmark');

  test('has the resources of the default baseline', () => {
    expect(Object.keys(template.Resources).sort()).toEqual(Object.keys(ours.Resources).sort());
    expect(template.Outputs).toEqual(ours.Outputs);
  });

  test.each(Object.keys(ours.Resources))('makes %s the same', (id) => {
    expect(template.Resources[id]).toEqual(ours.Resources[id]);
  });
});
