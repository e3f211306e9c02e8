import { readFileSync } from 'fs';
import { join } from 'path';
import { App } from 'aws-cdk-lib';
import { byHand } from '../benchmark/apps/by-hand';
import { defaultTemplate } from '../benchmark/by-hand/default-template';

/** The benchmark compares the synthesis of both, which is fair only if they do the same work. */
describe('the app written by hand', () => {
  const ours = defaultTemplate();
  const app = new App({ analyticsReporting: false });
  byHand(app, readFileSync(join(__dirname, '..', 'bundled-handlers', 'account-settings.js'), 'utf8').trimEnd());
  const { template } = app.synth().getStackByName('benchmark');

  test('has the resources of the default baseline', () => {
    expect(Object.keys(template.Resources).sort()).toEqual(Object.keys(ours.Resources).sort());
    expect(template.Outputs).toEqual(ours.Outputs);
  });

  test.each(Object.keys(ours.Resources))('makes %s the same', (id) => {
    expect(template.Resources[id]).toEqual(ours.Resources[id]);
  });
});
