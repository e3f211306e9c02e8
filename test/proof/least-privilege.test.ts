import { mkdtempSync } from 'fs';
import { tmpdir } from 'os';
import { join } from 'path';
import { App, Stack } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as fc from 'fast-check';
import { paths } from '../../proof/data/escalation-paths.json';
import { Account } from '../../proof/engine/account';
import { Action, actionNamed, actionsOf, isWrite } from '../../proof/engine/actions';
import { CREDENTIALS } from '../../proof/engine/credentials';
import { decide, trustingTheAccount } from '../../proof/engine/decide';
import { isOpen } from '../../proof/engine/escalation';
import { LeastPrivilegePolicy } from '../../src/permissions/least-privilege/least-privilege-policy';

const SELF = '/account-baseline/alice';
const account = new Account();
const ACCOUNT = account.deployment.account;

/** A name that begins unlike everything that the proof tries to take over. */
const NAME = 'zebra';

/** A part of an ARN may stand there as a name, a prefix, or what leaves it open. */
const names = fc.constantFrom(NAME, `${NAME}*`, `${NAME}-*`, `${NAME}/*`, '*', '?*', '*a*', '*-prod', 't*', 'A*', 'ad*', '${aws:username}', '*/${aws:username}', '*${aws:username}', '${aws:PrincipalTag/team}');

const services = fc.constantFrom<object | undefined>(
  undefined, ...['*', '*.amazonaws.com', 'l*', '?*.amazonaws.com', 'ec2.amazonaws.com', '*.amazonaws.com.cn'].flatMap((service) => [
    { StringLike: { 'iam:PassedToService': service } }, { StringLikeIfExists: { 'iam:PassedToService': service } },
  ]),
);

const boundaries = fc.constantFrom<object | undefined>(
  undefined, undefined, ...['*', 'arn:aws:iam::*:policy/*', 'arn:aws:iam::aws:policy/AdministratorAccess', `arn:aws:iam::${ACCOUNT}:policy/Boundary`].map((boundary) => (
    { ArnLike: { 'iam:PermissionsBoundary': boundary } }
  )),
);

/** A statement that allows an action, or a pattern that covers it, on what may be more than meant. */
function statementOn(action: Action): fc.Arbitrary<object> {
  const [service, verb] = action.name.split(':');
  const actions = fc.oneof(
    { arbitrary: fc.constant(action.name), weight: 6 },
    { arbitrary: fc.nat(verb.length - 1).map((length) => `${service}:${verb.slice(0, length)}*`), weight: 2 },
    { arbitrary: fc.constantFrom(`${service}:*${verb.slice(-3)}`, `${service}:*`), weight: 1 },
  );
  const types = action.resourceTypes.length > 0 ? action.resourceTypes : ['*'];
  const resources = fc.tuple(fc.constantFrom(...types), names, fc.nat(40), fc.nat(9)).map(([type, name, at, shape]) => {
    const arn = type.replace('${Partition}', 'aws').replace('${Region}', '*').replace('${Account}', ACCOUNT).replace(/\$\{[^}]+\}/g, () => name);
    // Some end early, as in arn:aws:iam::123456789012:r*.
    return arn === '*' || shape === 0 ? '*' : shape <= 2 ? `${arn.slice(0, Math.max(12, arn.length - at))}*` : arn;
  });
  const conditions = action.name === 'iam:PassRole' ? services : action.name.startsWith('iam:') ? boundaries : fc.constant(undefined);
  return fc.record({ Effect: fc.constant('Allow'), Action: actions, Resource: resources, Condition: conditions })
    .map(({ Condition, ...statement }) => (Condition ? { ...statement, Condition } : statement));
}

const isAllowed = (statements: object[], action: Action, arns: string[], passedTo: string) => (
  isAllowedIn(action.name === 'iam:PassRole' ? { 'iam:PassedToService': passedTo } : {}, statements, action.name, arns)
);

async function isAllowedIn(context: Record<string, string>, statements: object[], action: string, arns: string[]): Promise<boolean> {
  const principal = account.arn(`user${SELF}`);
  for (const arn of arns) {
    const decision = await decide({
      principal,
      action,
      resource: arn,
      account: ACCOUNT,
      context: {
        ...CREDENTIALS['console with MFA'].context,
        'aws:username': 'alice',
        'aws:PrincipalArn': principal,
        ...context,
      },
      policies: [{ name: 'Policy', policy: { Version: '2012-10-17', Statement: statements } }],
      trust: action === 'sts:AssumeRole' ? trustingTheAccount(ACCOUNT) : undefined,
    });
    if (decision === 'Allowed') return true;
  }
  return false;
}

/** Each policy has an app of its own, which synthesizes nothing: one folder does for all. */
const outdir = mkdtempSync(join(tmpdir(), 'least-privilege-'));

function isAccepted(statements: object[]): boolean {
  const least = new LeastPrivilegePolicy(new Stack(new App({ outdir }), 'Stack'), 'Policy', { statements: statements.map((statement) => iam.PolicyStatement.fromJson(statement)) });
  return least.node.validate().length === 0;
}

const seen = { accepted: 0, closed: 0 };

test.each(paths)('no policy that is accepted opens $id on what it does not name', async (path) => {
  const actions = await Promise.all(path.actions.map(actionNamed));
  const samples = fc.sample(fc.tuple(...actions.map(statementOn)), { numRuns: 40, seed: 14 });
  for (const statements of samples) {
    const accepted = isAccepted(statements);
    if (!accepted && seen.closed > 200) continue;
    const open = await isOpen(path, account, SELF, (action, arns, passedTo) => isAllowed(statements, action, arns, passedTo));
    if (accepted) seen.accepted++;
    else if (open) seen.closed++;
    if (accepted && open) throw new Error(`Accepted, and it opens ${path.id}: ${JSON.stringify(statements, undefined, 1)}`);
  }
});

test('some of the policies were accepted, and many of those that were refused would have opened a path', () => {
  expect(seen.accepted).toBeGreaterThan(150);
  expect(seen.closed).toBeGreaterThan(150);
});

interface Samples {
  /** How many safe statements are accepted. */
  accepted: number;
  /** The unsafe statements that are accepted. */
  readonly unsafe: object[];
  /** How many unsafe statements are refused. */
  closed: number;
}

async function samplesOf(name: string, numRuns: number, isUnsafe: (statement: object) => Promise<boolean>): Promise<Samples> {
  const found: Samples = { accepted: 0, unsafe: [], closed: 0 };
  for (const statement of fc.sample(statementOn(await actionNamed(name)), { numRuns, seed: 14 })) {
    const unsafe = await isUnsafe(statement);
    if (!isAccepted([statement])) found.closed += Number(unsafe);
    else if (unsafe) found.unsafe.push(statement);
    else found.accepted++;
  }
  return found;
}

test('no iam:PassRole that is accepted passes a role that it does not name, nor to a service that it does not name', async () => {
  const { accepted, unsafe, closed } = await samplesOf('iam:PassRole', 1_000, async (statement) => (
    await isAllowedIn({ 'iam:PassedToService': 'ec2.amazonaws.com' }, [statement], 'iam:PassRole', [account.arn('role/Admin'), account.arn('role/account-baseline/Administrator')])
    || isAllowedIn({ 'iam:PassedToService': 'lambda.amazonaws.com' }, [statement], 'iam:PassRole', [account.arn(`role/${NAME}-web`), account.arn(`role/${NAME}`)])
  ));
  expect(unsafe).toEqual([]);
  expect(Math.min(accepted, closed)).toBeGreaterThan(10);
});

test('no sts:AssumeRole that is accepted assumes a role that it does not name in full', async () => {
  const roles = [account.arn('role/Admin'), account.arn(`role/${NAME}-web`), 'arn:aws:iam::999999999999:role/zebra'];
  const { accepted, unsafe, closed } = await samplesOf('sts:AssumeRole', 300, (statement) => isAllowedIn({}, [statement], 'sts:AssumeRole', roles));
  expect(unsafe).toEqual([]);
  expect(Math.min(accepted, closed)).toBeGreaterThan(10);
});

test.each(['iam:CreateRole', 'iam:AttachRolePolicy', 'iam:PutRolePolicy', 'iam:UpdateAssumeRolePolicy', 'iam:PutUserPolicy', 'iam:DeleteRolePermissionsBoundary'])(
  'no %s that is accepted reaches an identity that it does not name in full and that no certain boundary holds', async (name) => {
    const target = account.arn(name.includes('User') ? `user/${NAME}-web` : `role/${NAME}-web`);
    const boundary = `arn:aws:iam::${ACCOUNT}:policy/Boundary`;
    // To remove a boundary is unsafe whatever boundary it is.
    const others = ['arn:aws:iam::aws:policy/AdministratorAccess', `arn:aws:iam::${ACCOUNT}:policy/Other`, ...name.includes('Delete') ? [boundary] : []];
    const { accepted, unsafe, closed } = await samplesOf(name, 500, async (statement) => (
      await isAllowedIn({}, [statement], name, [target])
      || (await Promise.all(others.map((other) => isAllowedIn({ 'iam:PermissionsBoundary': other }, [statement], name, [target])))).includes(true)
    ));
    expect(unsafe).toEqual([]);
    expect(Math.min(accepted, closed)).toBeGreaterThan(10);
  },
);

test('of all the writes of IAM, those that are accepted on their own user are the ones on credentials', async () => {
  const writes = (await actionsOf(['iam'])).filter((action) => isWrite(action) && action.resourceTypes.length > 0).map(({ name }) => name);
  const accepted = writes.filter((name) => isAccepted([{ Effect: 'Allow', Action: name, Resource: `arn:aws:iam::${ACCOUNT}:user/\${aws:username}` }]));
  expect(accepted.sort()).toMatchInlineSnapshot(`
[
  "iam:ChangePassword",
  "iam:CreateAccessKey",
  "iam:CreateLoginProfile",
  "iam:CreateServiceLinkedRole",
  "iam:CreateServiceSpecificCredential",
  "iam:CreateVirtualMFADevice",
  "iam:DeactivateMFADevice",
  "iam:DeleteAccessKey",
  "iam:DeleteLoginProfile",
  "iam:DeleteSSHPublicKey",
  "iam:DeleteServerCertificate",
  "iam:DeleteServiceLinkedRole",
  "iam:DeleteServiceSpecificCredential",
  "iam:DeleteSigningCertificate",
  "iam:DeleteVirtualMFADevice",
  "iam:EnableMFADevice",
  "iam:ResetServiceSpecificCredential",
  "iam:ResyncMFADevice",
  "iam:TagServerCertificate",
  "iam:UntagServerCertificate",
  "iam:UpdateAccessKey",
  "iam:UpdateLoginProfile",
  "iam:UpdateSSHPublicKey",
  "iam:UpdateServerCertificate",
  "iam:UpdateServiceSpecificCredential",
  "iam:UpdateSigningCertificate",
  "iam:UploadSSHPublicKey",
  "iam:UploadServerCertificate",
  "iam:UploadSigningCertificate",
]
`);
});
