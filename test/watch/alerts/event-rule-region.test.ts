import { App, BootstraplessSynthesizer, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { Construct } from 'constructs';
import { IdentityChangeAlert } from '../../../src/watch/alerts/identity-change-alert';
import { RootActivityAlert } from '../../../src/watch/alerts/root-activity-alert';
import { TrailSource } from '../../../src/watch/audit-trail/audit-trail-source';
import { DriftGuard } from '../../../src/watch/drift-guard/drift-guard';

const trail = TrailSource.ofOrganization();
const in_ = (region?: string) => new Stack(new App(), 'Stack', { env: { region }, synthesizer: new BootstraplessSynthesizer() });
const KINDS: [string, (scope: Construct, id: string) => unknown][] = [
  ['RootActivityAlert', (scope, id) => new RootActivityAlert(scope, id, { trail })],
  ['IdentityChangeAlert', (scope, id) => new IdentityChangeAlert(scope, id, { trail })],
  ['DriftGuard', (scope, id) => new DriftGuard(scope, id, { trail })],
];

describe.each(KINDS)('%s', (name, make) => {
  test.each(['us-east-1', 'cn-north-1', 'us-gov-west-1'])('may be deployed to %s, and the template needs no rule', (region) => {
    const stack = in_(region);
    make(stack, 'It');
    expect(Template.fromStack(stack).toJSON().Rules).toBeUndefined();
  });

  test.each(['eu-central-1', 'us-gov-east-1', 'cn-northwest-1'])('is refused at synth in %s, where its events never occur', (region) => {
    expect(() => make(in_(region), 'It')).toThrow(`Invalid \`region\` '${region}': the events of ${name} occur in us-east-1, cn-north-1, us-gov-west-1`);
  });

  test('is refused by CloudFormation where only the deployment knows the region, by one rule for all of its kind', () => {
    const stack = in_();
    KINDS.forEach(([kind, makeKind]) => makeKind(stack, kind));
    expect(Template.fromStack(stack).toJSON().Rules).toEqual({
      GlobalEventsRegion: {
        Assertions: [{
          Assert: { 'Fn::Contains': [expect.arrayContaining(['us-east-1', 'cn-north-1', 'us-gov-west-1']), { Ref: 'AWS::Region' }] },
          AssertDescription: 'Events of IAM and of the root user occur in us-east-1 (cn-north-1, us-gov-west-1): deploy this stack there.',
        }],
      },
    });
  });
});

test.each([RootActivityAlert, IdentityChangeAlert])('%p can be made for one more region', (Alert) => {
  for (const region of ['eu-central-1', undefined]) {
    const stack = in_(region);
    new Alert(stack, 'It', { trail, regional: true });
    const template = Template.fromStack(stack);
    expect(Object.keys(template.findResources('AWS::Events::Rule')).length).toBeGreaterThan(0);
    expect(template.toJSON().Rules).toBeUndefined();
  }
});

test('one more region waits for the same events, since those of IAM do not occur there', () => {
  const rulesIn = (region: string, regional: boolean) => {
    const stack = in_(region);
    new IdentityChangeAlert(stack, 'It', { trail, regional });
    return Template.fromStack(stack).findResources('AWS::Events::Rule');
  };
  expect(rulesIn('eu-central-1', true)).toEqual(rulesIn('us-east-1', false));
});
