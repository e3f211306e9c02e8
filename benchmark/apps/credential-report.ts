import Module from 'module';

/**
 * Runs the credential report on a made-up account, and says on standard output how long it took, in milliseconds. The arguments are the
 * file of the handler and the number of users, each with a password, MFA and two keys, one of which is overdue. SDK clients answer at once.
 */
const [file, count] = process.argv.slice(2);
const date = (daysAgo: number) => new Date(Date.now() - daysAgo * 86_400_000).toISOString();
const columns = ['user', 'arn', 'user_creation_time', 'password_enabled', 'password_last_used', 'password_last_changed', 'password_next_rotation', 'mfa_active',
  ...['1', '2'].flatMap((key) => ['active', 'last_rotated', 'last_used_date'].map((name) => `access_key_${key}_${name}`)),
  'cert_1_active', 'cert_1_last_rotated', 'cert_2_active', 'cert_2_last_rotated'];
const key = (age: number) => ['true', date(age), date(1)];
const none = ['false', 'N/A'];
const row = (name: string) => [name, `arn:aws:iam::111122223333:user/${name}`, date(400), 'true', date(1), date(30), date(-60), 'true', ...key(30), ...key(200), ...none, ...none];
const root = ['<root_account>', 'arn:aws:iam::111122223333:root', date(500), 'not_supported', 'N/A', 'not_supported', 'not_supported', 'true',
  ...none, 'N/A', ...none, 'N/A', ...none, ...none];
const rows = [columns, root, ...Array.from({ length: Number(count) }, (_, index) => row(`user-${index}`))];
const Content = new TextEncoder().encode(rows.map((cells) => cells.join(',')).join('\n'));

const answers: Record<string, object> = { generateCredentialReport: { State: 'COMPLETE' }, getCredentialReport: { Content, GeneratedTime: new Date() } };
const client = function () {
  return new Proxy({}, { get: (_, name) => async () => answers[String(name)] ?? {} });
};
const loader = Module as unknown as { _load(request: string, ...rest: unknown[]): unknown };
const load = loader._load;
loader._load = (request, ...rest) => request.startsWith('@aws-sdk/') ? new Proxy({}, { get: () => client }) : load(request, ...rest);

process.env.TOPIC_ARN = 'arn:aws:sns:us-east-1:111122223333:topic';
process.env.OPTIONS = JSON.stringify({ unused: 90, keyAge: 90, warning: 14, exemptPaths: [], exemptTag: '', administratorGroups: [] });
const begin = performance.now();
// It logs each user; the figure is the last line.
void module.require(file).handler({}, { invokedFunctionArn: 'arn:aws:lambda:us-east-1:111122223333:function:report', getRemainingTimeInMillis: () => 900_000 })
  .then(({ users, findings }: { users: number; findings: number }) => {
    if (users !== Number(count) + 1 || findings !== Number(count)) throw new Error(`${users} users, ${findings} findings`);
    console.log(performance.now() - begin);
  });
