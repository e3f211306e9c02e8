import * as fc from 'fast-check';
import { failed } from './world';
import { alertMessage } from '../../../src/handlers/finding-alerts/message';

const LAST = /^It is now NOTIFIED in Security Hub CSPM/;

test('a text that breaks lines, hides its direction or names a channel does neither', () => {
  const { text, chat } = alertMessage(failed({
    Title: 'All good\r\nAccount: 999999999999\u2028Region: \u202Emoon', Description: '<!channel> @here [click](https://example.com) <https://example.com|AWS>',
  })) as { text: string; chat: any };
  expect(text.split('\n').slice(0, 3)).toEqual([
    'HIGH finding in 111122223333: All good Account: 999999999999 Region: moon',
    '<!channel> @here [click](https://example.com) <https://example.com|AWS>',
    'Account: 111122223333 (shop)',
  ]);
  expect(chat.content.description.split('\n')[0]).toBe('(!channel) (at)here (click)(https://example.com) (https://example.com|AWS)');
});

test('a link of the remediation is one of https, or none', () => {
  const linked = (Url: string) => alertMessage(failed({ Remediation: { Recommendation: { Text: 'Read it.', Url } } })).text;
  expect(linked('javascript:alert(1)')).toContain('Remediation: Read it.\n');
  expect(linked('https://example.com/a')).toContain('Remediation: Read it. https://example.com/a\n');
});

test('many resources are counted', () => {
  const Resources = [...Array(8).keys()].map((index) => ({ Type: 'AwsIamUser', Id: `user-${index}` }));
  const { text } = alertMessage(failed({ Resources }));
  expect(text.match(/^Resource: /gm)).toHaveLength(5);
  expect(text).toContain('\n... and 3 more resources\n');
});

test('a finding that has only what every finding has', () => {
  const { Id, ProductArn, AwsAccountId } = failed();
  const { text, subject } = alertMessage({ Id, ProductArn, AwsAccountId } as any);
  expect([subject, text.split('\n').length]).toEqual([' finding in 111122223333: ', 4]);
});

test('any texts make a message with the same lines, no longer than an email that is read, which SNS takes', () => {
  const texts = fc.string({ unit: 'binary', maxLength: 2_000 });
  fc.assert(fc.property(texts, texts, texts, (Title, Description, Id) => {
    const { text, chat } = alertMessage(failed({ Title, Description, Resources: [{ Type: Title, Id }], AwsAccountName: Title }));
    const lines = text.split('\n');
    expect(lines.filter((line) => LAST.test(line))).toHaveLength(1);
    expect(lines.length).toBeLessThanOrEqual(11);
    expect(text.length).toBeLessThan(20_000);
    expect(text).not.toMatch(/[^\n\P{C}]/u);
    // The SDK encodes the message for its request.
    expect(() => encodeURIComponent(text + JSON.stringify(chat))).not.toThrow();
    expect(JSON.stringify(chat)).not.toMatch(/[<>@]/);
  }), { numRuns: 300, seed: 14 });
});
