import { accessOf, allowsNothing } from './ask';

const allow = (statement: object) => ({ Effect: 'Allow', Action: '*', Resource: '*', ...statement });
const deny = (statement: object) => ({ Effect: 'Deny', Action: '*', Resource: '*', ...statement });

/** The memory of the process. A worker of the tests holds that of other tests, too, so that only the growth is judged. */
const memory = () => process.memoryUsage().rss;

/** Processor time, since other work on the machine must not fail a test. */
function secondsOf(work: () => unknown): number {
  const before = process.cpuUsage();
  work();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1e6;
}

describe('a policy that is too large to decide ends as unknown, and in time', () => {
  const words = Array.from({ length: 24 }, (_, index) => `w${index}x`);

  test('by patterns that tell too many texts apart', () => {
    const access = accessOf(...words.map((word) => allow({ Resource: `arn:aws:s3:::*${word}*` })));
    let verdict: unknown;
    const before = memory();
    expect(secondsOf(() => { verdict = allowsNothing(access, { notResources: words.map((word) => `arn:aws:s3:::*${word}*`) }); })).toBeLessThan(30);
    expect(verdict).toEqual({ answer: 'unknown', reason: expect.stringContaining('patterns that meet in one request tell too many texts apart') });
    expect(memory() - before).toBeLessThan(2 ** 30);
  });

  test('by condition keys with too many combinations of values', () => {
    const tags = (value: string) => Object.fromEntries(words.map((word) => [`aws:PrincipalTag/${word}`, value]));
    const access = accessOf(
      ...words.map((word) => allow({ Condition: { StringLike: { [`aws:PrincipalTag/${word}`]: 'a*' } } })),
      ...words.map((word) => deny({ Condition: { StringLike: { [`aws:PrincipalTag/${word}`]: 'a*' }, Null: { [`aws:RequestTag/${word}`]: 'true' } } })),
    );
    let verdict: unknown;
    const when = { StringLike: tags('*b'), Null: Object.fromEntries(words.map((word) => [`aws:RequestTag/${word}`, 'true'])) };
    expect(secondsOf(() => { verdict = allowsNothing(access, { when }); })).toBeLessThan(30);
    expect(verdict).toEqual({ answer: 'unknown', reason: expect.stringContaining('too many combinations of values') });
  });
});
