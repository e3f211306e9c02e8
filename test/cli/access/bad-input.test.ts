import { join } from 'path';
import { allow, document, Files, role, run, template } from './run';

const files = new Files();
afterAll(() => files.remove());
const good = files.write('good.json', template({ Role: role([allow('s3:GetObject')]) }));
files.write('people.json', template({ People: { Type: 'AWS::IAM::Group' } }));
const policy = files.write('policy.json', document(allow('s3:GetObject')));

describe('compare', () => {
  test.each<[string, object | string, string]>([
    ['no JSON', '{\n "Resources": {,}\n}', 'Invalid `file` \'{\\n "Resources": {,}\\n}\': it is no JSON at line 2, column 16'],
    ['neither a template nor a policy', { Outputs: {} }, 'it has neither Resources, as a template, nor Statement, as a policy'],
    ['a list', [], 'it has neither Resources'],
    ['a resource without a type', template({ Role: {} }), 'Invalid `template, Role` {}: a resource is an object with Type and Properties'],
    ['an unknown operator', template({ Role: role([allow('*', '*', { Condition: { StringEqual: { 'aws:username': 'x' } } })]) }), "Invalid `Role, policy Inline, statement 1, Condition` 'StringEqual': IAM has no such condition operator"],
    ['an unknown element', template({ Role: role([{ ...allow('*'), Actions: 'x' }]) }), 'a statement has no such element'],
    ['names that refer to each other', template({
      A: role([], { RoleName: { Ref: 'B' } }),
      B: role([], { RoleName: { 'Fn::Sub': '${A}' } }),
      Policy: { Type: 'AWS::IAM::Policy', Properties: { Roles: [{ 'Fn::Sub': '${A}' }], PolicyDocument: document(allow('*')) } },
    }), 'it refers to itself. CloudFormation refuses circular references'],
    ['a policy and a template', document(allow('*')), 'one is a policy and the other is not. Compare two of the same kind'],
  ])('%s', async (_, content, message) => {
    const { code, out, err } = await run('compare', good, files.write('bad.json', content));
    expect([code, out, err]).toEqual([2, '', expect.stringContaining(message)]);
    expect(err).toContain('bad.json');
    expect(err).not.toContain('Usage:');
  });

  test('a policy that IAM refuses', async () => {
    const { code, err } = await run('compare', policy, files.write('bad.json', { Version: '2012-10-17', Statement: [] }));
    expect([code, err]).toEqual([2, expect.stringContaining('bad.json: Invalid `policy, Statement` []: a policy without a statement is refused by IAM')]);
  });

  test('a template without policies has nothing to compare', async () => {
    const empty = files.write('empty.json', template({ Queue: { Type: 'AWS::SQS::Queue' } }));
    expect(await run('compare', empty, empty)).toMatchObject({ code: 0, out: expect.stringMatching(/: 0 FAIL, 0 UNKNOWN, 0 PASS$/) });
  });

  test('what does not exist, and a folder that is no cdk.out', async () => {
    expect(await run('compare', 'missing.json', good)).toEqual({ code: 2, out: '', err: 'missing.json: there is no such file or folder' });
    files.write('folder/App.template.json', template({}));
    const folder = join(files.folder, 'folder');
    expect(await run('compare', folder, folder)).toEqual({ code: 2, out: '', err: `${folder}: it has no manifest.json. Use a folder that cdk synth writes, such as cdk.out` });
    files.write('folder/manifest.json', '{');
    expect((await run('compare', folder, folder)).err).toContain('manifest.json: Invalid `file` \'{\': it is no JSON at line 1, column 2');
    files.write('folder/manifest.json', { artifacts: {} });
    expect((await run('compare', folder, folder)).err).toBe(`${folder}: the app has no stack with a template`);
    const stack = (templateFile: string) => ({ type: 'aws:cloudformation:stack', properties: { templateFile } });
    files.write('folder/manifest.json', { artifacts: { App: stack('App.template.json'), Gone: stack('Gone.template.json') } });
    expect((await run('compare', folder, folder)).err).toMatch(/Gone\.template\.json: there is no such file$/);
    files.write('folder/Gone.template.json', template({}));
    expect((await run('compare', good, folder)).err).toContain('one has 1 templates and the other 2. Compare two folders or two templates');
  });
});

describe('the command line', () => {
  test.each<[string[], string]>([
    [['compare', good], `compare takes OLD and NEW; got '${good}'`],
    [['compare', good, good, good], 'compare takes OLD and NEW'],
    [['prove'], "prove takes FILE; got ''"],
    [['compare', good, good, '--format', 'table'], "--format must be one of text, json, junit, sarif, markdown; got 'table'"],
    [['compare', good, good, '--format', 'constructor'], "got 'constructor'"],
    [['compare', good, good, '--managed-policy', 'x'], "--managed-policy must be NAME=FILE; got 'x'"],
    [['prove', good, '--managed-policy', 'a=b'], 'prove has no --managed-policy'],
    [['compare', good, good, '--fix'], "Unknown option '--fix'"],
  ])('%j', async (args, message) => {
    const { code, out, err } = await run(...args);
    expect([code, out, err]).toEqual([2, '', expect.stringContaining(message)]);
    expect(err).toContain('Usage: secure-account-baseline compare OLD NEW');
  });

  test('files that are not there or not policies', async () => {
    expect(await run('compare', good, good, '--managed-policy', 'a=missing.json')).toMatchObject({ code: 2, err: 'missing.json: there is no such file' });
    expect(await run('compare', good, good, '--managed-policy', `a=${good}`)).toMatchObject({ code: 2, err: expect.stringContaining('good.json: Invalid `a, Statement`') });
    expect(await run('compare', good, good, '--output', join(files.folder, 'missing', 'x'))).toMatchObject({ code: 2, err: expect.stringMatching(/^--output: the file cannot be written: ENOENT.*$/) });
  });

  test('--help', async () => {
    expect(await run('compare', '--help')).toMatchObject({ code: 0, out: expect.stringContaining('--allow-unknown') });
    expect((await run('--help')).out).toContain('secure-account-baseline prove FILE');
  });
});

describe('prove', () => {
  const question = 'name: a\n    policies: [policy.json]\n    claim: allowsNothing\n    actions: [iam:*]';
  const questions = (...each: string[]) => `questions:\n${each.map((text) => `  - ${text}\n`).join('')}`;

  test.each<[string, string, string]>([
    ['an empty file', '', '1:1: the file must be a map'],
    ['no questions', 'questions: []', '1:1: the file has no questions'],
    ['a list of no questions', 'questions: 1', '1:12: questions must be a list'],
    ['an unknown key of the file', 'question: []', "1:1: the file has no key 'question'. Use one of questions"],
    ['an unknown key', questions(`${question}\n    action: x`), "6:5: a question has no key 'action'. Use one of name, claim, template"],
    ['no YAML', 'questions:\n  - [', '2:6: Flow sequence'],
    ['a key twice', questions(`${question}\n    name: b`), '6:5: Map keys must be unique'],
    ['a tag', 'questions: !!js/function x', '1:12: Unresolved tag'],
    ['two documents', 'questions: []\n---\nquestions: []', '2:1: Source contains multiple documents'],
    ['an alias of itself', 'questions: &all\n  - *all', '2:5: a question must be a map'],
    ['a merge key', 'questions:\n  - <<: {}', "2:5: a question has no key '<<'"],
    ['no name', questions(question.replace('name: a', 'identity: a')), '2:5: name is missing'],
    ['a name that is a number', questions(question.replace('name: a', 'name: 1')), '2:11: name must be text'],
    ['the same name twice', questions(question, question), "6:11: another question is called 'a'. Give each a name of its own"],
    ['no claim', questions('name: a'), '2:5: claim is missing'],
    ['an unclear claim', questions(question.replace('allowsNothing', 'isSafe')), "4:12: 'isSafe' is no claim. Use one of allowsNothing, allowsEverything, allowsNoMoreThan, allowsSameAs"],
    ['a question without a pattern', questions(question.replace('actions: [iam:*]', 'when: { Null: { aws:username: true } }')), '2:5: allowsNothing needs at least one of actions, notActions, resources, notResources'],
    ['an empty list', questions(question.replace('[iam:*]', '[]')), '5:14: actions must have at least one entry'],
    ['an action without a service', questions(question.replace('iam:*', 'PassRole')), "5:14: Invalid `actions` 'PassRole': an action is * or a service and a name"],
    ['a resource that is no ARN', questions(`${question}\n    resources: [bucket]`), "6:16: Invalid `resources` 'bucket': a resource is * or an ARN"],
    ['an unknown operator', questions(`${question}\n    when: { StringEqual: { aws:username: x } }`), "6:13: Invalid `operator` 'StringEqual'"],
    ['a value of another type', questions(`${question}\n    when: { NumericLessThan: { aws:MultiFactorAuthAge: x } }`), "6:11: Invalid `when, Condition, NumericLessThan, aws:MultiFactorAuthAge` 'x': it must be a number"],
    ['a key that is no condition key', questions(`${question}\n    when: { Bool: { mfa: true } }`), "6:13: Invalid `key` 'mfa': it must be a condition key"],
    ['nothing to ask about', questions('name: a\n    claim: allowsNothing\n    actions: ["*"]'), '2:5: give one of template, policies, trustPolicy'],
    ['a template and policies', questions(`${question}\n    template: good.json`), '2:5: give one of template, policies, trustPolicy'],
    ['a template without an identity', questions('name: a\n    template: good.json\n    claim: allowsNothing\n    actions: ["*"]'), '2:5: identity or trustOf is missing'],
    ['policies with an identity', questions(`${question}\n    identity: a`), '6:15: identity belongs to template'],
    ['others that are missing', questions('name: a\n    policies: [policy.json]\n    claim: allowsSameAs'), '2:5: than is missing'],
    ['others that are not asked about', questions(`${question}\n    than: { policies: [policy.json] }`), '6:11: allowsNothing compares with no other policies: remove than'],
    ['a part of a comparison', questions(`${question.replace('allowsNothing', 'allowsSameAs')}\n    than: { policies: [policy.json] }`), '5:14: allowsSameAs is about every request: remove actions'],
    ['an unknown key of others', questions('name: a\n    policies: [policy.json]\n    claim: allowsSameAs\n    than: { policy: policy.json }'), "5:13: than has no key 'policy'"],
    ['a role and its trust policy', questions('name: a\n    template: good.json\n    identity: Role\n    trustOf: Role\n    claim: allowsNothing'), '5:14: give either identity or trustOf: what it may do, or who may assume it'],
    ['a trust policy with a boundary', questions('name: a\n    trustPolicy: policy.json\n    boundary: policy.json\n    claim: allowsNothing'), '4:15: boundary does not decide who may assume a role: remove it'],
    ['a trust policy with resources', questions('name: a\n    trustPolicy: policy.json\n    claim: allowsNothing\n    resources: ["*"]'), '5:16: a trust policy has no resources: remove resources'],
    ['the trust policy of a role that the template has not', questions('name: a\n    template: good.json\n    trustOf: Gone\n    claim: allowsNothing'), "4:14: Invalid `trustOf` 'Gone': the template has no such group, role or user. Use one of Role"],
    ['the trust policy of a group', questions('name: a\n    template: people.json\n    trustOf: People\n    claim: allowsNothing'), "4:14: 'People' is no role: groups and users have no trust policy"],
    ['a principal of a policy', questions(`${question}\n    principal: { AWS: "111122223333" }`), '6:16: principal is for questions about a trust policy: give trustOf or trustPolicy'],
    ['a principal of another kind', questions('name: a\n    trustPolicy: policy.json\n    claim: allowsNothing\n    principal: { User: alice }'), "5:16: Invalid `principal, Principal` 'User': it must be one of AWS, Service, Federated, CanonicalUser"],
    ['every principal', questions('name: a\n    trustPolicy: policy.json\n    claim: allowsNothing\n    notPrincipal: { AWS: "*" }'), '5:19: * is every principal: remove notPrincipal'],
    ['no principal', questions('name: a\n    trustPolicy: policy.json\n    claim: allowsNothing\n    principal: { AWS: [] }'), '5:16: principal must have at least one entry'],
    ['a principal that is text', questions('name: a\n    trustPolicy: policy.json\n    claim: allowsNothing\n    principal: alice'), '5:16: principal must be a map'],
    ['a comparison of principals', questions('name: a\n    trustPolicy: policy.json\n    claim: allowsSameAs\n    principal: { AWS: "111122223333" }'), '5:16: allowsSameAs is about every request: remove principal'],
    ['a trust policy and policies', questions('name: a\n    trustPolicy: policy.json\n    claim: allowsSameAs\n    than: { policies: [policy.json] }'), '5:11: compare a trust policy with a trust policy'],
    ['an identity that the template has not', questions('name: a\n    template: good.json\n    identity: Gone\n    claim: allowsNothing\n    actions: ["*"]'), "4:15: Invalid `identity` 'Gone': the template has no such group, role or user. Use one of Role"],
  ])('%s', async (_, content, message) => {
    const file = files.write('questions.yaml', content);
    const { code, out, err } = await run('prove', file);
    expect([code, out]).toEqual([2, '']);
    expect(err).toContain(`${file}:${message}`);
  });

  test.each<[string, string, string]>([
    ['a file that is missing', question.replace('policy.json', 'missing.json'), 'missing.json: there is no such file'],
    ['a policy that is no JSON', question.replace('policy.json', 'broken.json'), 'broken.json: Invalid `policy` \'{"Version": \': it is no JSON at line 1, column 13'],
    ['a template that is no template', 'name: a\n    template: policy.json\n    identity: Role\n    claim: allowsNothing\n    actions: ["*"]', 'policy.json: Invalid `template`'],
    ['a template without an identity', 'name: a\n    template: empty.json\n    identity: Role\n    claim: allowsNothing\n    actions: ["*"]', 'the template has no group, role or user'],
  ])('%s', async (_, text, message) => {
    files.write('broken.json', '{"Version": ');
    files.write('empty.json', template({}));
    const { code, err } = await run('prove', files.write('questions.yaml', questions(text)));
    expect([code, err]).toEqual([2, expect.stringContaining(message)]);
  });

  test('malformed JSON, with the position', async () => {
    const file = files.write('questions.json', '{\n\t"questions": [,]\n}');
    expect(await run('prove', file)).toMatchObject({ code: 2, err: expect.stringContaining(`${file}: Invalid \`file\` '{\\n\t"questions": [,]\\n}': it is no JSON at line 2, column 16`) });
  });
});
