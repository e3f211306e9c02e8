import {
  AddUserToGroupCommand, AttachGroupPolicyCommand, AttachRolePolicyCommand, AttachUserPolicyCommand, CreateAccessKeyCommand, CreateGroupCommand,
  CreateInstanceProfileCommand, CreatePolicyCommand, CreatePolicyVersionCommand, CreateRoleCommand, CreateSAMLProviderCommand, CreateUserCommand,
  GetRoleCommand, GetUserCommand, PutGroupPolicyCommand, PutRolePermissionsBoundaryCommand, PutRolePolicyCommand, PutUserPermissionsBoundaryCommand,
  PutUserPolicyCommand, UpdateAssumeRolePolicyCommand, UpdateSAMLProviderCommand,
} from '@aws-sdk/client-iam';
import { AssumeRoleCommand } from '@aws-sdk/client-sts';
import { clientsOf, makePolicy, makeUser, outcome, stack } from './clients';
import { LocalEndpoint, startLocalEndpoint } from '../../../local-endpoint/client/endpoint';

let endpoint: LocalEndpoint;
let iam: ReturnType<typeof clientsOf>['iam'];
beforeAll(async () => {
  endpoint = await startLocalEndpoint({ quiet: true });
  iam = clientsOf(endpoint).iam;
  await iam.send(new CreateUserCommand({ UserName: 'holder' }));
  await iam.send(new CreateGroupCommand({ GroupName: 'holder' }));
  await iam.send(new CreateRoleCommand({ RoleName: 'holder', AssumeRolePolicyDocument: trust() }));
}, 60_000);
afterAll(async () => endpoint?.stop());

const VERSION = '2012-10-17';
const allow = (fields: object = {}) => ({ Effect: 'Allow', Action: 's3:GetObject', Resource: '*', ...fields });
const trusting = (fields: object = {}) => ({ Effect: 'Allow', Action: 'sts:AssumeRole', Principal: { Service: 'ec2.amazonaws.com' }, ...fields });
const policy = (...Statement: object[]) => JSON.stringify({ Version: VERSION, Statement });
const trust = (...Statement: object[]) => JSON.stringify({ Version: VERSION, Statement: Statement.length > 0 ? Statement : [trusting()] });
/** A policy of this many characters without its white space. */
const ofSize = (size: number) => {
  const empty = policy(allow({ Resource: 'arn:aws:s3:::' })).length;
  return policy(allow({ Resource: `arn:aws:s3:::${'b'.repeat(size - empty)}` })).replace(/,/g, ' ,\n');
};
const refusal = (call: Promise<unknown>) => call.then(() => 'taken', (error: Error) => `${error.name}: ${error.message}`);
let made = 0;
const name = () => `name-${++made}`;

describe('a name that differs only in case or path from one that the account has', () => {
  const create: Record<string, (name: string, path: string) => Promise<unknown>> = {
    'User with name Operators already exists.': (UserName, Path) => iam.send(new CreateUserCommand({ UserName, Path })),
    'Group with name Operators already exists.': (GroupName, Path) => iam.send(new CreateGroupCommand({ GroupName, Path })),
    'Role with name Operators already exists.': (RoleName, Path) => iam.send(new CreateRoleCommand({ RoleName, Path, AssumeRolePolicyDocument: trust() })),
    'Instance Profile Operators already exists.': (InstanceProfileName, Path) => iam.send(new CreateInstanceProfileCommand({ InstanceProfileName, Path })),
    'A policy called Operators already exists. Duplicate names are not allowed.':
      (PolicyName, Path) => iam.send(new CreatePolicyCommand({ PolicyName, Path, PolicyDocument: policy(allow()) })),
  };
  test.each(Object.keys(create))('is refused: %s', async (message) => {
    expect(await refusal(create[message]('operators', '/team/'))).toBe('taken');
    expect(await refusal(create[message]('Operators', '/'))).toBe(`EntityAlreadyExistsException: ${message}`);
  });

  test.each([
    ['AWS::IAM::User', { UserName: 'OPERATORS' }], ['AWS::IAM::Group', { GroupName: 'OPERATORS' }],
    ['AWS::IAM::Role', { RoleName: 'OPERATORS', AssumeRolePolicyDocument: JSON.parse(trust()) }],
    ['AWS::IAM::InstanceProfile', { InstanceProfileName: 'OPERATORS', Roles: ['holder'] }],
    ['AWS::IAM::ManagedPolicy', { ManagedPolicyName: 'OPERATORS', PolicyDocument: JSON.parse(policy(allow())) }],
  ])('is refused in CloudFormation: %s', async (Type, Properties) => {
    const { status, reasons } = await stack(endpoint, 'create', `case-${Type.split('::')[2]}`, { R: { Type, Properties } });
    expect([status, reasons[0]]).toEqual(['ROLLBACK_COMPLETE', expect.stringMatching(/OPERATORS already exists\./)]);
  });

  test('is another account\'s to take', async () => {
    const other = clientsOf(endpoint, { accessKeyId: '444455556666', secretAccessKey: 'test' }).iam;
    expect(await outcome(other.send(new CreateUserCommand({ UserName: 'OPERATORS' })))).toBe('allowed');
  });
});

test.each<[string, () => Promise<unknown>, RegExp]>([
  ['a role name of 65 characters', () => iam.send(new CreateRoleCommand({ RoleName: 'r'.repeat(65), AssumeRolePolicyDocument: trust() })), /^ValidationError: .*'roleName'.*less than or equal to 64/],
  ['a group name of 129 characters', () => iam.send(new CreateGroupCommand({ GroupName: 'g'.repeat(129) })), /^ValidationError: .*'groupName'.*less than or equal to 128/],
  ['a space in a name', () => iam.send(new CreateUserCommand({ UserName: 'a b' })), /^ValidationError: The specified value for userName is invalid/],
  ['a path without its last slash', () => iam.send(new CreateUserCommand({ UserName: 'a', Path: '/team' })), /^ValidationError: The specified value for path is invalid/],
])('%s is refused', async (_, call, message) => {
  expect(await refusal(call())).toMatch(message);
});

/** What IAM says of a document, and whether it says so only of managed policies. */
const MALFORMED: [string, string, string][] = [
  ['no JSON', 'no JSON', 'Syntax errors in policy.'],
  ['another version', JSON.stringify({ Version: '2013-10-17', Statement: [allow()] }), 'Syntax errors in policy.'],
  ['no statement', JSON.stringify({ Version: VERSION }), 'Syntax errors in policy.'],
  ['an empty list of statements', policy(), 'Syntax errors in policy.'],
  ['an element that is none', policy(allow({ Ressource: '*' })), 'Syntax errors in policy.'],
  ['another effect', policy(allow({ Effect: 'allow' })), 'Syntax errors in policy.'],
  ['an operator that is none', policy(allow({ Condition: { StringEqual: { 'aws:username': 'a' } } })), 'Syntax errors in policy.'],
  ['Action beside NotAction', policy(allow({ NotAction: 's3:*' })), 'Syntax errors in policy.'],
  ['a Sid twice', policy(allow({ Sid: 'Same' }), allow({ Sid: 'Same' })), 'Statement IDs (SID) in a single policy must be unique.'],
  ['a Sid with a hyphen', policy(allow({ Sid: 'a-b' })), 'Statement IDs (SID) must be alpha-numeric. Check that your input satisfies the regular expression [0-9A-Za-z]*'],
  ['a principal', policy(allow({ Principal: '*' })), 'Policy document should not specify a principal.'],
  ['no action', policy({ Effect: 'Allow', Resource: '*' }), 'Policy statement must contain actions.'],
  ['no resource', policy({ Effect: 'Allow', Action: 's3:*' }), 'Policy statement must contain resources.'],
  ['an empty list of resources', policy(allow({ Resource: [] })), 'Policy statement must contain resources.'],
  ['an action without a service', policy(allow({ Action: 'GetObject' })), 'Actions/Conditions must be prefaced by a vendor, e.g., iam, sdb, ec2, etc.'],
  ['an action with two colons', policy(allow({ Action: 's3:Get:Object' })), 'Actions/Condition can contain only one colon.'],
  ['a wildcard in the service', policy(allow({ Action: 's*:GetObject' })), 'Vendor s* is not valid'],
  ['a resource that is no ARN', policy(allow({ Resource: 'bucket' })), 'Resource bucket must be in ARN format or "*".'],
  ['an unknown partition', policy(allow({ Resource: 'arn:amazon:s3:::bucket' })), 'Partition "amazon" is not valid for resource "arn:amazon:s3:::bucket".'],
  ['an ARN with too few parts', policy(allow({ Resource: 'arn:aws:s3::bucket' })), 'The policy failed legacy parsing'],
];

describe('a malformed policy', () => {
  test.each(MALFORMED)('with %s is refused as a managed, an inline and a session policy', async (_, PolicyDocument, message) => {
    const expected = `MalformedPolicyDocumentException: ${message}`;
    expect(await refusal(iam.send(new CreatePolicyCommand({ PolicyName: name(), PolicyDocument })))).toBe(expected);
    expect(await refusal(iam.send(new PutUserPolicyCommand({ UserName: 'holder', PolicyName: 'p', PolicyDocument })))).toBe(expected);
    expect(await refusal(iam.send(new PutGroupPolicyCommand({ GroupName: 'holder', PolicyName: 'p', PolicyDocument })))).toBe(expected);
    expect(await refusal(iam.send(new PutRolePolicyCommand({ RoleName: 'holder', PolicyName: 'p', PolicyDocument })))).toBe(expected);
  });

  test('of an older version, or of none, is refused as a managed policy alone', async () => {
    const PolicyArn = await makePolicy(endpoint, [allow()]);
    for (const PolicyDocument of [JSON.stringify({ Version: '2008-10-17', Statement: [allow()] }), JSON.stringify({ Statement: allow() })]) {
      const expected = 'MalformedPolicyDocumentException: Policy document must be version 2012-10-17 or greater.';
      expect(await refusal(iam.send(new CreatePolicyCommand({ PolicyName: name(), PolicyDocument })))).toBe(expected);
      expect(await refusal(iam.send(new CreatePolicyVersionCommand({ PolicyArn, PolicyDocument })))).toBe(expected);
      expect(await refusal(iam.send(new PutUserPolicyCommand({ UserName: 'holder', PolicyName: 'p', PolicyDocument })))).toBe('taken');
    }
  });

  test('with characters beyond Latin-1 is refused', async () => {
    expect(await refusal(iam.send(new CreatePolicyCommand({ PolicyName: name(), PolicyDocument: policy(allow({ Resource: 'arn:aws:s3:::b\u2013' })) }))))
      .toMatch(/^ValidationError: The specified value for policyDocument is invalid/);
  });

  test('what IAM takes is taken: wildcards, variables, single values, every operator, several statements without a Sid', async () => {
    const PolicyDocument = policy(
      allow({ Sid: '' }), allow({ Sid: '', Action: '*' }), allow({ Action: ['s3:Get*', 'sso-directory:*'], Resource: ['arn:aws-cn:s3:::${aws:username}/*', 'arn:*:iam::*:user/*'] }),
      { Effect: 'Deny', NotAction: 'iam:*', NotResource: 'arn:aws:s3:::b', Condition: { 'ForAnyValue:StringLikeIfExists': { 'aws:x': ['a', 'b'] }, 'Bool': { 'aws:y': true }, 'Null': { 'aws:z': 'true' }, 'NumericLessThan': { 'aws:n': 5 } } },
    );
    expect(await refusal(iam.send(new CreatePolicyCommand({ PolicyName: name(), PolicyDocument })))).toBe('taken');
  });

  test.each([
    ['AWS::IAM::ManagedPolicy', (PolicyDocument: object) => ({ PolicyDocument })],
    ['AWS::IAM::Role', (PolicyDocument: object) => ({ RoleName: 'half-made', AssumeRolePolicyDocument: JSON.parse(trust()), Policies: [{ PolicyName: 'p', PolicyDocument }] })],
    ['AWS::IAM::User', (PolicyDocument: object) => ({ UserName: 'half-made', Policies: [{ PolicyName: 'p', PolicyDocument }] })],
    ['AWS::IAM::Group', (PolicyDocument: object) => ({ GroupName: 'half-made', Policies: [{ PolicyName: 'p', PolicyDocument }] })],
    ['AWS::IAM::Policy', (PolicyDocument: object) => ({ PolicyName: 'p', PolicyDocument, Users: ['holder'] })],
  ])('fails its resource in CloudFormation: %s', async (Type, properties) => {
    const twice = JSON.parse(policy(allow({ Sid: 'Same' }), allow({ Sid: 'Same' })));
    const { status, reasons } = await stack(endpoint, 'create', `sid-${Type.split('::')[2]}`, { R: { Type, Properties: properties(twice) } });
    expect([status, reasons[0]]).toEqual(['ROLLBACK_COMPLETE', expect.stringContaining('Statement IDs (SID) in a single policy must be unique.')]);
    expect(await outcome(iam.send(new GetRoleCommand({ RoleName: 'half-made' })))).toBe('NoSuchEntityException');
    expect(await outcome(iam.send(new GetUserCommand({ UserName: 'half-made' })))).toBe('NoSuchEntityException');
  });
});

describe('a trust policy', () => {
  test.each<[string, string, string]>([
    ['with a resource', trust(trusting({ Resource: '*' })), 'Has prohibited field Resource'],
    ['without a principal', trust({ Effect: 'Allow', Action: 'sts:AssumeRole' }), 'Missing required field Principal'],
    ['with another service\'s action', trust(trusting({ Action: ['sts:AssumeRole', 's3:GetObject'] })), 'AssumeRole policy may only specify STS AssumeRole actions.'],
    ['with NotPrincipal', trust({ Effect: 'Allow', Action: 'sts:AssumeRole', NotPrincipal: { AWS: '*' } }), 'Allow with NotPrincipal is not allowed.'],
    ['with a Sid twice', trust(trusting({ Sid: 'Same' }), trusting({ Sid: 'Same' })), 'Statement IDs (SID) in a single policy must be unique.'],
    ['that trusts a user who does not exist', trust(trusting({ Principal: { AWS: 'arn:aws:iam::111122223333:user/nobody' } })), 'Invalid principal in policy: "AWS":"arn:aws:iam::111122223333:user/nobody"'],
    ['that trusts a role by a wildcard', trust(trusting({ Principal: { AWS: ['arn:aws:iam::111122223333:role/*'] } })), 'Invalid principal in policy: "AWS":"arn:aws:iam::111122223333:role/*"'],
    ['that trusts no service', trust(trusting({ Principal: { Service: 'ec2' } })), 'Invalid principal in policy: "SERVICE":"ec2"'],
  ])('%s is refused', async (_, document, message) => {
    const expected = `MalformedPolicyDocumentException: ${message}`;
    expect(await refusal(iam.send(new CreateRoleCommand({ RoleName: name(), AssumeRolePolicyDocument: document })))).toBe(expected);
    expect(await refusal(iam.send(new UpdateAssumeRolePolicyCommand({ RoleName: 'holder', PolicyDocument: document })))).toBe(expected);
    const Properties = { AssumeRolePolicyDocument: JSON.parse(document) };
    const { status, reasons } = await stack(endpoint, 'create', name(), { R: { Type: 'AWS::IAM::Role', Properties } });
    expect([status, reasons[0]]).toEqual(['ROLLBACK_COMPLETE', expect.stringContaining(message)]);
  });

  test.each<[string, object]>([
    ['the account', { AWS: 'arn:aws:iam::111122223333:root' }], ['an account by its number', { AWS: '444455556666' }], ['everybody', { AWS: '*' }],
    ['a user who exists', { AWS: 'arn:aws:iam::111122223333:user/holder' }], ['another account\'s role', { AWS: 'arn:aws:iam::444455556666:role/r' }],
    ['a SAML provider', { Federated: 'arn:aws:iam::111122223333:saml-provider/idp' }], ['an issuer', { Federated: 'token.example.com' }],
  ])('may trust %s', async (_, Principal) => {
    expect(await refusal(iam.send(new CreateRoleCommand({ RoleName: name(), AssumeRolePolicyDocument: trust(trusting({ Principal })) })))).toBe('taken');
  });
});

describe('a quota', () => {
  test.each<[string, () => Promise<unknown>, () => Promise<unknown>, string]>([
    ['of 6,144 characters for a managed policy', () => iam.send(new CreatePolicyCommand({ PolicyName: name(), PolicyDocument: ofSize(6144) })),
      () => iam.send(new CreatePolicyCommand({ PolicyName: name(), PolicyDocument: ofSize(6145) })), 'Cannot exceed quota for PolicySize: 6144'],
    ['of 2,048 characters for a user\'s inline policies', () => iam.send(new PutUserPolicyCommand({ UserName: 'holder', PolicyName: 'p', PolicyDocument: ofSize(2048) })),
      () => iam.send(new PutUserPolicyCommand({ UserName: 'holder', PolicyName: 'q', PolicyDocument: policy(allow()) })), 'Maximum policy size of 2048 bytes exceeded for user holder'],
    ['of 5,120 characters for a group\'s inline policies', () => iam.send(new PutGroupPolicyCommand({ GroupName: 'holder', PolicyName: 'p', PolicyDocument: ofSize(5120) })),
      () => iam.send(new PutGroupPolicyCommand({ GroupName: 'holder', PolicyName: 'q', PolicyDocument: policy(allow()) })), 'Maximum policy size of 5120 bytes exceeded for group holder'],
    ['of 10,240 characters for a role\'s inline policies', () => iam.send(new PutRolePolicyCommand({ RoleName: 'holder', PolicyName: 'p', PolicyDocument: ofSize(10_240) })),
      () => iam.send(new PutRolePolicyCommand({ RoleName: 'holder', PolicyName: 'q', PolicyDocument: policy(allow()) })), 'Maximum policy size of 10240 bytes exceeded for role holder'],
    ['of 2,048 characters for a trust policy', () => iam.send(new CreateRoleCommand({ RoleName: name(), AssumeRolePolicyDocument: trust() })),
      () => iam.send(new CreateRoleCommand({ RoleName: name(), AssumeRolePolicyDocument: trust(trusting({ Condition: { StringEquals: { 'aws:x': 'x'.repeat(2048) } } })) })), 'Cannot exceed quota for ACLSizePerRole: 2048'],
  ])('%s counts no white space', async (_, fits, exceeds, message) => {
    expect(await refusal(fits())).toBe('taken');
    expect(await refusal(exceeds())).toBe(`LimitExceededException: ${message}`);
  });

  test.each<[string, (PolicyArn: string) => Promise<unknown>]>([
    ['User', (PolicyArn) => iam.send(new AttachUserPolicyCommand({ UserName: 'holder', PolicyArn }))],
    ['Group', (PolicyArn) => iam.send(new AttachGroupPolicyCommand({ GroupName: 'holder', PolicyArn }))],
    ['Role', (PolicyArn) => iam.send(new AttachRolePolicyCommand({ RoleName: 'holder', PolicyArn }))],
  ])('of 10 managed policies per %s', async (kind, attach) => {
    const policies = await Promise.all(Array.from({ length: 11 }, () => makePolicy(endpoint, [allow()])));
    for (const arn of policies.slice(0, 10)) await attach(arn);
    expect(await refusal(attach(policies[0]))).toBe('taken');
    expect(await refusal(attach(policies[10]))).toBe(`LimitExceededException: Cannot exceed quota for PoliciesPer${kind}: 10`);
  });

  test('of 10 groups and 2 access keys per user', async () => {
    const { name: UserName } = await makeUser(endpoint, 'joiner', []);
    for (let number = 0; number <= 10; number++) await iam.send(new CreateGroupCommand({ GroupName: `group-${number}` }));
    const join = (number: number) => refusal(iam.send(new AddUserToGroupCommand({ UserName, GroupName: `group-${number}` })));
    for (let number = 0; number < 10; number++) expect(await join(number)).toBe('taken');
    expect([await join(9), await join(10)]).toEqual(['taken', 'LimitExceededException: Cannot exceed quota for GroupsPerUser: 10']);
    const key = () => refusal(iam.send(new CreateAccessKeyCommand({ UserName })));
    expect([await key(), await key()]).toEqual(['taken', 'LimitExceededException: Cannot exceed quota for AccessKeysPerUser: 2']);
  });

  test('fails its resource in CloudFormation, and what had been there stays', async () => {
    const role = (size: number) => ({
      R: { Type: 'AWS::IAM::Role', Properties: { RoleName: 'filled', AssumeRolePolicyDocument: JSON.parse(trust()), Policies: [{ PolicyName: 'p', PolicyDocument: JSON.parse(ofSize(size)) }] } },
    });
    expect((await stack(endpoint, 'create', 'filled', role(10_200))).status).toBe('CREATE_COMPLETE');
    const { status, reasons } = await stack(endpoint, 'update', 'filled', role(10_300));
    expect([status, reasons[0]]).toEqual(['UPDATE_ROLLBACK_COMPLETE', expect.stringContaining('Maximum policy size of 10240 bytes exceeded for role filled')]);
  });
});

test('a boundary must exist, wherever it is set', async () => {
  const PermissionsBoundary = 'arn:aws:iam::111122223333:policy/no-such-boundary';
  const expected = `NoSuchEntityException: Scope ARN: ${PermissionsBoundary} does not exist or is not attachable.`;
  expect(await refusal(iam.send(new CreateUserCommand({ UserName: name(), PermissionsBoundary })))).toBe(expected);
  expect(await refusal(iam.send(new CreateRoleCommand({ RoleName: name(), AssumeRolePolicyDocument: trust(), PermissionsBoundary })))).toBe(expected);
  expect(await refusal(iam.send(new PutUserPermissionsBoundaryCommand({ UserName: 'holder', PermissionsBoundary })))).toBe(expected);
  expect(await refusal(iam.send(new PutRolePermissionsBoundaryCommand({ RoleName: 'holder', PermissionsBoundary })))).toBe(expected);
  const { status, reasons } = await stack(endpoint, 'create', 'unbounded', {
    R: { Type: 'AWS::IAM::Role', Properties: { RoleName: 'unbounded', AssumeRolePolicyDocument: JSON.parse(trust()), PermissionsBoundary } },
  });
  expect([status, reasons[0]]).toEqual(['ROLLBACK_COMPLETE', expect.stringContaining('does not exist or is not attachable')]);
  expect(await outcome(iam.send(new GetRoleCommand({ RoleName: 'unbounded' })))).toBe('NoSuchEntityException');
});

test('a malformed session policy is refused by STS', async () => {
  const { keys } = await makeUser(endpoint, 'session-maker', [allow({ Action: 'sts:AssumeRole' })]);
  await iam.send(new CreateRoleCommand({ RoleName: 'assumable', AssumeRolePolicyDocument: trust(trusting({ Principal: { AWS: '111122223333' } })) }));
  const assume = (Policy: string) => refusal(clientsOf(endpoint, keys).sts.send(new AssumeRoleCommand({
    RoleArn: 'arn:aws:iam::111122223333:role/assumable', RoleSessionName: 's', Policy,
  })));
  expect(await assume(policy(allow()))).toBe('taken');
  expect(await assume(policy(allow({ Principal: '*' })))).toMatch(/^MalformedPolicyDocument(Exception)?: Policy document should not specify a principal\./);
});

describe('SAML metadata', () => {
  const metadata = (start = '', declaration = '', root = 'urn:oasis:names:tc:SAML:2.0:metadata') =>
    `${start}${declaration}<EntityDescriptor xmlns="${root}" entityID="idp">${' '.repeat(1000)}</EntityDescriptor>`;
  const create = (SAMLMetadataDocument: string) => refusal(iam.send(new CreateSAMLProviderCommand({ Name: name(), SAMLMetadataDocument })));

  test.each([
    ['with a byte order mark', metadata('\ufeff'), 'InvalidInputException: Could not parse metadata'],
    ['that declares another encoding than UTF-8', metadata('', '<?xml version="1.0" encoding="UTF-16"?>'), 'InvalidInputException: Could not parse metadata'],
    ['that is not well-formed', `${metadata()}<`, 'InvalidInputException: Could not parse metadata'],
    ['of something else', metadata('', '', 'urn:other'), 'InvalidInputException: Could not parse metadata'],
    ['of fewer than 1,000 characters', '<EntityDescriptor/>', expect.stringMatching(/^ValidationError: .*greater than or equal to 1000/)],
  ])('%s is refused', async (_, document, expected) => {
    expect(await create(document)).toEqual(expected);
    await iam.send(new CreateSAMLProviderCommand({ Name: 'updated', SAMLMetadataDocument: metadata() })).catch(() => undefined);
    const SAMLProviderArn = 'arn:aws:iam::111122223333:saml-provider/updated';
    expect(await refusal(iam.send(new UpdateSAMLProviderCommand({ SAMLProviderArn, SAMLMetadataDocument: document })))).toEqual(expected);
    const Properties = { Name: name(), SamlMetadataDocument: document };
    expect((await stack(endpoint, 'create', name(), { R: { Type: 'AWS::IAM::SAMLProvider', Properties } })).status).toBe('ROLLBACK_COMPLETE');
  });

  test('in UTF-8 is taken, declared or not', async () => {
    expect([await create(metadata()), await create(metadata('', '<?xml version="1.0" encoding="utf-8"?>'))]).toEqual(['taken', 'taken']);
  });
});
