import type { AwsSecurityFinding } from '@aws-sdk/client-securityhub';

/** The most resources that a message lists. */
const MOST_RESOURCES = 5;

export interface AlertMessage {
  readonly subject: string;
  /** For people and programs that read plain text. */
  readonly text: string;
  /**
   * A custom notification of Amazon Q Developer in chat applications, which drops every other text of our own.
   *
   * Source: Amazon Q Developer in chat applications Administrator Guide, "Custom notifications".
   */
  readonly chat: object;
}

/** The message about a finding. Products write its texts, and so they fill one line each and mention nobody in a channel. */
export function alertMessage({
  Id, AwsAccountId, AwsAccountName, Region, Severity, Title, Description, Resources = [], Compliance, ProductName, Remediation, FirstObservedAt,
}: AwsSecurityFinding): AlertMessage {
  const { Text, Url } = Remediation?.Recommendation ?? {};
  const known = (label: string, ...texts: (string | undefined)[]) => {
    const value = texts.map((text) => line(text, 600)).filter((text) => text).join(' ');
    return value && `${label}: ${value}`;
  };
  const subject = `${line(Severity?.Label, 20)} finding in ${line(AwsAccountId, 20)}: ${line(Title, 256)}`;
  const text = [
    subject,
    line(Description, 1_024),
    known('Account', AwsAccountId, AwsAccountName && `(${AwsAccountName})`),
    known('Region', Region ?? Resources[0]?.Region),
    ...Resources.slice(0, MOST_RESOURCES).map((resource) => known('Resource', resource.Type, resource.Id)),
    Resources.length > MOST_RESOURCES ? `... and ${Resources.length - MOST_RESOURCES} more resources` : '',
    known('Control', Compliance?.SecurityControlId),
    known('Product', ProductName),
    known('First observed', FirstObservedAt),
    known('Remediation', Text, Url?.startsWith('https://') ? Url : undefined),
    known('Finding', Id),
    'It is now NOTIFIED in Security Hub CSPM, and is reported again only if it becomes NEW again, for example when its check fails after it has passed.',
  ].filter((each) => each).join('\n');
  const [title, ...description] = inChannel(text).split('\n');
  return { subject, text, chat: { version: '1.0', source: 'custom', content: { textType: 'client-markdown', title, description: description.join('\n') } } };
}

/** Text in one line: no control characters, no invisible ones that change the direction, and no half of a character. */
function line(text: string | undefined, longest: number): string {
  return [...`${text ?? ''}`.replace(/[\p{C}\s]+/gu, ' ').trim()].slice(0, longest).join('');
}

/** Without what a channel shows as a mention, or as a link with another text than its address. */
function inChannel(text: string): string {
  return text.replace(/[<[]/g, '(').replace(/[>\]]/g, ')').replace(/@/g, '(at)');
}
