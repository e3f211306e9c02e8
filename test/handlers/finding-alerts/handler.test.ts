import { ACCOUNT, failed, TOPIC, World } from './world';
import { AwsError } from '../edge';

let world: World;
beforeEach(() => {
  world = new World();
  world.findings.push(failed());
});
afterEach(() => world.restore());

const SUBJECT = `HIGH finding in ${ACCOUNT}: S3 general purpose buckets should block public access`;

describe('a new finding', () => {
  test('is reported with what a person needs, and is NOTIFIED then, with a note', async () => {
    await world.event();
    expect(world.messages).toHaveLength(1);
    const [{ subject, text, chat }] = world.messages;
    const lines = [
      SUBJECT,
      'This control checks whether the bucket blocks public access.',
      'Account: 111122223333 (shop)',
      'Region: eu-central-1',
      'Resource: AwsS3Bucket arn:aws:s3:::reports',
      'Control: S3.8',
      'Product: Security Hub',
      'First observed: 2026-11-29T09:59:00.000Z',
      'Remediation: See the documentation. https://docs.aws.amazon.com/console/securityhub/S3.8/remediation',
      'Finding: arn:aws:securityhub:eu-central-1:111122223333:security-control/S3.8/finding/f-1',
      'It is now NOTIFIED in Security Hub CSPM, and is reported again only if it becomes NEW again, for example when its check fails after it has passed.',
    ];
    expect([subject, text]).toEqual([SUBJECT.slice(0, 99), lines.join('\n')]);
    expect(chat).toEqual({ version: '1.0', source: 'custom', content: { textType: 'client-markdown', title: SUBJECT, description: lines.slice(1).join('\n') } });
    expect(world.findings[0]).toMatchObject({
      Workflow: { Status: 'NOTIFIED' },
      Note: { UpdatedBy: 'account-baseline-finding-alerts', Text: `Reported to ${TOPIC}.` },
    });
    expect(world.edge.calls.map(({ action }) => action)).toEqual(['securityhub:GetFindings', 'sns:GetTopicAttributes', 'sns:Publish', 'securityhub:BatchUpdateFindings']);
    expect(world.lines).toEqual([{ finding: failed().Id, result: 'reported' }]);
  });

  test('is reported once, however often its event comes, and again when Security Hub makes it NEW again', async () => {
    await world.event();
    await world.event();
    await world.event();
    expect(world.messages).toHaveLength(1);
    world.findings[0] = { ...world.findings[0], Workflow: { Status: 'NEW' } };
    await world.event();
    expect(world.messages).toHaveLength(2);
    expect(world.results).toEqual(['reported', 'omitted: its workflow status is NOTIFIED', 'omitted: its workflow status is NOTIFIED', 'reported']);
  });

  test('keeps the note of a person', async () => {
    const Note = { Text: 'Known since May.', UpdatedBy: 'alice', UpdatedAt: '2026-05-01T00:00:00Z' };
    world.findings[0] = failed({ Note });
    await world.event();
    expect(world.findings[0]).toMatchObject({ Workflow: { Status: 'NOTIFIED' }, Note });
  });

  test('has a new note where the former one is of this function', async () => {
    world.findings[0] = failed({ Note: { Text: 'Reported before.', UpdatedBy: 'account-baseline-finding-alerts', UpdatedAt: '2026-05-01T00:00:00Z' } });
    await world.event();
    expect(world.findings[0].Note!.Text).toBe(`Reported to ${TOPIC}.`);
  });

  test('of another account and region, in the account that aggregates them, is told apart', async () => {
    world.findings[0] = failed({ AwsAccountId: '444455556666', AwsAccountName: undefined, Region: 'us-east-1', ProductArn: 'arn:aws:securityhub:us-east-1::product/aws/securityhub' });
    await world.event();
    expect(world.messages[0].subject).toContain('HIGH finding in 444455556666');
    expect(world.messages[0].text).toContain('Account: 444455556666\nRegion: us-east-1\n');
    expect(world.edge.of('securityhub:BatchUpdateFindings')[0].FindingIdentifiers).toEqual([{ Id: failed().Id, ProductArn: 'arn:aws:securityhub:us-east-1::product/aws/securityhub' }]);
  });
});

describe('is omitted without a message and without a change', () => {
  test.each<[string, object, object, string]>([
    ['a suppressed finding', {}, { Workflow: { Status: 'SUPPRESSED' } }, 'its workflow status is SUPPRESSED'],
    ['a resolved finding', {}, { Workflow: { Status: 'RESOLVED' } }, 'its workflow status is RESOLVED'],
    ['an archived finding', {}, { RecordState: 'ARCHIVED' }, 'its record is ARCHIVED'],
    ['a finding of lower severity than the event says', {}, { Severity: { Label: 'MEDIUM' } }, 'its severity is MEDIUM'],
    ['a finding without a severity', {}, { Severity: undefined }, 'its severity is undefined'],
    ['a finding that is no failed check', { onlyFailedChecks: true }, { Compliance: undefined }, 'its compliance status is undefined'],
    ['a check that has a warning', { onlyFailedChecks: true }, { Compliance: { Status: 'WARNING' } }, 'its compliance status is WARNING'],
    ['a finding of SecurityStatus', {}, { GeneratorId: 'account-baseline/USER_MFA' }, 'SecurityStatus reports it'],
  ])('%s', async (_, options, more, reason) => {
    world.restore();
    world = new World(options);
    world.findings.push(failed(more));
    await world.event(failed());
    expect(world.results).toEqual([`omitted: ${reason}`]);
    expect(world.edge.calls.map(({ action }) => action)).toEqual(['securityhub:GetFindings']);
  });

  test('each finding while no subscription is confirmed, so that it is reported later', async () => {
    world.confirmed = '0';
    await world.event();
    expect([world.messages, world.findings[0].Workflow, world.results]).toEqual([[], { Status: 'NEW' }, ['omitted: no subscription of the topic is confirmed']]);
    world.confirmed = '1';
    await world.event();
    expect(world.messages).toHaveLength(1);
  });
});

test('a failed check and a finding of SecurityStatus are reported on request', async () => {
  world.restore();
  world = new World({ onlyFailedChecks: true, securityStatus: true });
  world.findings.push(failed({ GeneratorId: 'account-baseline/USER_MFA' }));
  await world.event();
  expect(world.messages).toHaveLength(1);
});

describe('an event', () => {
  test.each<[string, object]>([
    ['without a detail', {}], ['of another kind', { detail: { findings: 'all' } }], ['with nothing in it', { detail: { findings: [null] } }],
    ['with numbers', { detail: { findings: [{ Id: 1, ProductArn: 2 }] } }], ['without a product', { detail: { findings: [{ Id: 'a' }] } }],
    ['with an empty id', { detail: { findings: [{ Id: '', ProductArn: 'a' }] } }],
    ['with an id that is too long', { detail: { findings: [{ Id: 'a'.repeat(513), ProductArn: 'a' }] } }],
  ])('%s is ignored', async (_, event) => {
    await world.send(event);
    expect([world.edge.calls, world.results]).toEqual([[], ['the event names no finding']]);
  });

  test('says nothing that is believed: the texts are those of Security Hub', async () => {
    await world.event(failed({ Title: 'Forged', AwsAccountId: '999999999999', Severity: { Label: 'CRITICAL' } }));
    expect(world.messages[0].subject).toBe(SUBJECT.slice(0, 99));
  });

  test('of a finding that Security Hub does not have is sent again', async () => {
    await expect(world.event(failed({ Id: 'forged' }))).rejects.toThrow('forged: securityhub:GetFindings: there is no such finding');
    expect(world.messages).toEqual([]);
  });

  test.each([['id', { Id: 'other' }], ['product', { ProductArn: 'other' }]])('is not answered by a finding with another %s', async (_, other) => {
    world.answered = [failed(other)];
    await expect(world.event()).rejects.toThrow('there is no such finding');
    expect(world.messages).toEqual([]);
  });

  test('with several findings reports each of them, although one fails', async () => {
    world.findings.push(failed({ Id: 'second' }));
    await expect(world.event(failed(), failed({ Id: 'gone' }), failed({ Id: 'second' }))).rejects.toThrow(/^gone: securityhub:GetFindings: there is no such finding$/);
    expect([world.messages.length, world.findings.map(({ Workflow }) => Workflow!.Status)]).toEqual([2, ['NOTIFIED', 'NOTIFIED']]);
  });
});

describe('a call that fails', () => {
  const CALLS = ['securityhub:GetFindings', 'sns:GetTopicAttributes', 'sns:Publish', 'securityhub:BatchUpdateFindings'];

  test.each(CALLS.flatMap((action) => ([['ThrottlingException', 400], ['InternalFailure', 500]] as const).map(([code, status]) => [action, code, status] as const)))(
    '%s with %s once is made again', async (action, code, status) => {
      let faults = 1;
      world.edge.fault = (call) => { if (call.action === action && faults-- > 0) throw new AwsError(code, status); };
      await world.event();
      expect([world.results, world.findings[0].Workflow]).toEqual([['reported'], { Status: 'NOTIFIED' }]);
      expect(world.edge.of(action)).toHaveLength(2);
    });

  test.each(CALLS.slice(0, 3))('%s that is refused leaves the finding NEW and sends the event again', async (action) => {
    world.edge.fault = (call) => { if (call.action === action) throw new AwsError('InvalidAccessException', 401, 'not subscribed'); };
    await expect(world.event()).rejects.toThrow(`${action}: `);
    expect([world.edge.of('securityhub:BatchUpdateFindings'), world.findings[0].Workflow]).toEqual([[], { Status: 'NEW' }]);
    world.edge.fault = undefined;
    await world.event();
    expect(world.findings[0].Workflow).toEqual({ Status: 'NOTIFIED' });
  });

  test('to mark the finding, after the message, sends the event again: the message may come twice, and never not at all', async () => {
    world.edge.fault = ({ action }) => { if (action === 'securityhub:BatchUpdateFindings') throw new AwsError('InvalidInputException', 400, 'no'); };
    await expect(world.event()).rejects.toThrow('securityhub:BatchUpdateFindings: InvalidInputException: no');
    world.edge.fault = undefined;
    await world.event();
    await world.event();
    expect(world.messages).toHaveLength(2);
  });

  test('ends with the time of the function', async () => {
    world.edge.fault = ({ action }) => { if (action === 'securityhub:BatchUpdateFindings') throw new AwsError('ThrottlingException', 400); };
    const start = world.time.now;
    await expect(world.event()).rejects.toThrow('securityhub:BatchUpdateFindings: ThrottlingException');
    expect(world.time.now - start).toBeLessThan(110_001);
    expect(world.messages).toHaveLength(1);
  });

  test('for its finding alone is made again if the finding is being changed, with one message', async () => {
    world.unprocessed = ['ConcurrentUpdateError', 'InternalFailure'];
    await world.event();
    expect([world.messages.length, world.edge.of('securityhub:BatchUpdateFindings').length, world.findings[0].Workflow]).toEqual([1, 3, { Status: 'NOTIFIED' }]);
  });

  test('for its finding alone is an error if it cannot succeed', async () => {
    world.unprocessed = ['FindingNotFound'];
    await expect(world.event()).rejects.toThrow('securityhub:BatchUpdateFindings: FindingNotFound: not now');
    expect(world.edge.of('securityhub:BatchUpdateFindings')).toHaveLength(1);
  });
});
