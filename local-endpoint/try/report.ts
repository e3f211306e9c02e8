import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { Report, writeToFile } from '../../cli/output';
import { WORK_FOLDER } from '../client/virtual-environment';

/** Writes a page for people into the folder of the endpoint, which Git ignores. @returns its path */
export function writeReport(name: string, report: Report): string {
  const folder = join(WORK_FOLDER, 'reports');
  mkdirSync(folder, { recursive: true });
  const file = join(folder, name);
  writeToFile(report, file);
  return file;
}
