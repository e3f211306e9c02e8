import { spawnSync } from 'child_process';
import { join } from 'path';
import { findPython } from '../../../local-endpoint/client/python';
import { virtualEnvironment } from '../../../local-endpoint/client/virtual-environment';
import { pythonProgram } from '../../../tools/python-program';

/** A format of the command, for which there is software of others that reads it. */
export type ReadFormat = 'asff' | 'ocsf' | 'junit' | 'csv' | 'html';

let endpointPython: Promise<string> | undefined;

/** botocore, with AWS's own description of Security Hub, is part of the local AWS endpoint. */
const interpreterOf = (format: ReadFormat) => format === 'asff' ? (endpointPython ??= virtualEnvironment(findPython(), true)) : pythonProgram('report-formats');

/**
 * Has software of others read a report.
 *
 * @returns what it finds wrong
 * @throws if it cannot read the report at all
 */
export async function wrongIn(format: ReadFormat, report: string): Promise<string[]> {
  const interpreter = await interpreterOf(format);
  const { status, stdout, stderr } = spawnSync(interpreter, ['-I', join(__dirname, 'read_report.py'), format], { input: report, encoding: 'utf8' });
  if (status !== 0) throw new Error(stderr.trim().split('\n').slice(-5).join('\n'));
  return JSON.parse(stdout);
}
