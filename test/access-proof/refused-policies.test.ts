import { InvalidInputError } from '../../src/private/errors';
import { parsePolicy } from '../../src/proof/policy/parse-policy';
import { readPolicy } from '../../src/proof/policy/read-policy';

const read = (document: unknown) => () => readPolicy('policy', document);
const statement = (changes: object) => ({ Version: '2012-10-17', Statement: [{ Sid: 'A', Effect: 'Allow', Action: 's3:GetObject', Resource: '*', ...changes }] });

test.each<[string, unknown, string]>([
  ['no object', 'text', 'a policy is an object'],
  ['another version', { Version: '2020-01-01', Statement: [] }, '`policy, Version` \'2020-01-01\': it must be 2012-10-17'],
  ['no statement', { Version: '2012-10-17', Statement: [] }, 'without a statement'],
  ['an unknown element', statement({ Actions: 's3:*' }), '`policy, statement 1 (A), Actions`'],
  ['another effect', statement({ Effect: 'allow' }), 'it must be Allow or Deny'],
  ['Action and NotAction', statement({ NotAction: 's3:*' }), 'not both'],
  ['no action', statement({ Action: undefined }), 'a statement has Action or NotAction'],
  ['an empty list of actions', statement({ Action: [] }), 'IAM refuses an empty list'],
  ['an action without a service', statement({ Action: 'GetObject' }), 'an action is * or a service and a name'],
  ['no resource', statement({ Resource: undefined }), 'has Resource or NotResource'],
  ['a resource that is no ARN', statement({ Resource: 'reports/*' }), 'a resource is * or an ARN'],
  ['NotPrincipal', statement({ NotPrincipal: { AWS: '123456789012' } }), 'the proof does not decide NotPrincipal'],
  ['an unknown operator', statement({ Condition: { StringMatches: { 'aws:username': 'a' } } }), '\'StringMatches\': IAM has no such condition operator'],
  ['Null with IfExists', statement({ Condition: { NullIfExists: { 'aws:username': 'true' } } }), 'IAM has no such condition operator'],
  ['a number that is none', statement({ Condition: { NumericLessThan: { 's3:max-keys': 'ten' } } }), 'it must be a number'],
  ['a date that is none', statement({ Condition: { DateLessThan: { 'aws:CurrentTime': 'tomorrow' } } }), 'it must be a date'],
  ['an address that is none', statement({ Condition: { IpAddress: { 'aws:SourceIp': '300.0.0.1' } } }), 'it must be an IP address'],
  ['Null of another value', statement({ Condition: { Null: { 'aws:username': 'maybe' } } }), 'it must be true'],
  ['a principal with a wildcard', statement({ Principal: { AWS: 'arn:aws:iam::123456789012:role/*' } }), 'no wildcard in the ARN of a principal'],
])('%s is refused with the property and the rule', (_, document, message) => {
  expect(read(document)).toThrow(InvalidInputError);
  expect(read(document)).toThrow(message);
});

test('text that is no JSON is refused with its position', () => {
  expect(() => parsePolicy('policy.json', '{\n  "Version": "2012-10-17",\n  "Statement": [}\n}')).toThrow('it is no JSON at line 3, column 17');
  expect(() => parsePolicy('policy.json', '{')).toThrow('it is no JSON at line 1, column 2');
});
