import cases from './cases.json';
import { Suggestion, suggestions, suggestionTable, Usage } from '../../../src/handlers/access-advisor/suggestions';

const NOW = Date.parse('2026-11-22T06:00:00Z');
const ago = (days: number) => NOW - days * 86_400_000;

test.each(cases.map((one) => [one.promise, one] as [string, any]))('%s', (_, { usages, found }) => {
  const read: Usage[] = usages.map((usage: any) => ({
    ...usage,
    created: ago(usage.created),
    services: Object.entries(usage.services as Record<string, number | null>)
      .map(([service, used]) => ({ service, used: used === null ? undefined : ago(used) })),
  }));
  expect(suggestions(read, { Administrators: 'Administrator', PowerUsers: 'PowerUser' }, 90, NOW)).toEqual(found);
});

test('the table stays readable, however many services there are', () => {
  const many = Array.from({ length: 300 }, (_, index) => `service${index}`);
  const all: Suggestion[] = [
    { jobFunction: 'PowerUser', identities: ['role PowerUser', 'group PowerUsers'], used: ['ec2', 's3'], unused: many },
    { jobFunction: 'NetworkAdministrator', identities: ['group NetworkAdministrators'], used: [], unused: ['vpc-lattice'] },
    { jobFunction: 'Billing', identities: ['group Billing'], used: ['aws-portal'], unused: [] },
  ];
  expect(suggestionTable(all)).toBe([
    'Job function          granted     used   unused',
    'PowerUser                 302        2      300',
    'NetworkAdministrator        1        0        1',
    'Billing                     1        1        0',
    '',
    'PowerUser (role PowerUser, group PowerUsers)',
    '  keep: ec2, s3',
    `  remove: ${many.slice(0, 12).join(', ')} and 288 more`,
    '',
    'NetworkAdministrator (group NetworkAdministrators)',
    '  keep: nothing',
    '  remove: vpc-lattice',
  ].join('\n'));
});
