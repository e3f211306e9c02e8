import { spawnSync } from 'child_process';
import { mkdtempSync, readFileSync } from 'fs';
import { tmpdir } from 'os';
import { join } from 'path';

const ROOT = join(__dirname, '..', '..');

/** Synthesizes the example as the CDK CLI does, and returns what is found, by the id and the role. */
function synthesized(context: object = {}): { readonly status: number | null; readonly found: string[][]; readonly folder: string } {
  const folder = mkdtempSync(join(tmpdir(), 'checked-app-'));
  const { status } = spawnSync(process.execPath, [join(ROOT, 'node_modules', '.bin', 'tsx'), 'app.ts'], {
    cwd: join(ROOT, 'examples', 'checked-app'),
    env: { ...process.env, CDK_OUTDIR: folder, CDK_CONTEXT_JSON: JSON.stringify(context) },
  });
  const { pluginReports } = JSON.parse(readFileSync(join(folder, 'policy-validation-report.json'), 'utf8'));
  const found = pluginReports.flatMap(({ violations }: any) => violations).flatMap(({ ruleName, violatingConstructs }: any) => (
    violatingConstructs.map(({ constructPath }: any) => [ruleName, constructPath])
  ));
  return { status, found: found.sort(), folder };
}

test('the example has the findings that it explains, without the acknowledged one', () => {
  const { status, found, folder } = synthesized();
  expect(status).toBe(1);
  expect(found).toEqual([
    ['AccessChecks-PassableWideRole', 'checked-app/Permissions/Resource'],
    ['AccessChecks-PrivilegeEscalation[iam:PutRolePolicy]', 'checked-app/Permissions/Resource'],
    ['AccessChecks-ReachesAdministrator[checked-app/Permissions]', 'checked-app/Deploy/Resource'],
    ['AccessChecks-UnsafeTrust[arn:${Partition}:iam:${AccountId}:root]', 'checked-app/Audit/Resource'],
  ]);
  expect(synthesized({ reference: folder }).found).toEqual(found);
});
