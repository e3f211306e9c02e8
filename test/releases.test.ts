import { readdirSync, readFileSync } from 'fs';
import { join } from 'path';
import { fullDiff, ResourceImpact } from '@aws-cdk/cloudformation-diff';
import { App } from 'aws-cdk-lib';

/**
 * What people have deployed with an earlier release is updated in place by this one: the construct ids, the physical names and the
 * defaults are a public contract. Each release leaves an app and its template in `test/releases/<version>/`.
 */
const RELEASES = join(__dirname, 'releases');
const HARMLESS = [ResourceImpact.NO_CHANGE, ResourceImpact.WILL_CREATE, ResourceImpact.WILL_UPDATE];

/** The resources that an update from one template to another would replace, remove or leave behind, with the result for each. */
function losses(from: object, to: object): string[] {
  const found: string[] = [];
  fullDiff(from, to).resources.forEachDifference((logicalId, change) => {
    if (!HARMLESS.includes(change.changeImpact)) found.push(`${logicalId} ${change.changeImpact}`);
  });
  return found;
}

const released = (version: string) => JSON.parse(readFileSync(join(RELEASES, version, 'template.json'), 'utf8'));

describe.each(readdirSync(RELEASES))('an app of release %s', (version) => {
  test('synthesizes, and its stack is updated without a resource being replaced, removed or left behind', () => {
    const { releasedApp } = jest.requireActual(join(RELEASES, version, 'app'));
    const app = new App();
    const stack = releasedApp(app);
    const { template } = app.synth().getStackByName(stack.stackName);
    expect(losses(released(version), template)).toEqual([]);
  });

  test('the check sees a group that is renamed and a role that is gone', () => {
    const changed = released(version);
    const find = (type: string) => Object.keys(changed.Resources).find((id) => changed.Resources[id].Type === type)!;
    const [group, role] = [find('AWS::IAM::Group'), find('AWS::IAM::Role')];
    changed.Resources[group].Properties.GroupName = 'Renamed';
    delete changed.Resources[role];
    expect(losses(released(version), changed).sort()).toEqual([`${group} WILL_REPLACE`, `${role} WILL_DESTROY`].sort());
  });
});
