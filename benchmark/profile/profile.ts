import { mkdirSync, readdirSync, readFileSync, rmSync } from 'fs';
import { join } from 'path';
import { CpuProfile, Origin, origins, selfTimes, Shares } from './cpu-profile';
import { profileTable } from './profile-table';
import { interleave } from '../measure';
import { Project, run, SETTINGS_HANDLER } from '../project';

/** A program of `apps/` with its arguments. */
type Program = readonly [app: string, ...args: string[]];

/** The programs of a question, ours and the peer. */
const PROGRAMS: Record<string, { readonly ours: Program; readonly peer: Program }> = {
  accounts: { ours: ['accounts', '200'], peer: ['plain-accounts', '200', SETTINGS_HANDLER] },
  require: { ours: ['require', 'use'], peer: ['require'] },
  synth: { ours: ['baseline'], peer: ['plain-baseline', SETTINGS_HANDLER] },
  users: { ours: ['users', '3000'], peer: ['plain-users', '3000'] },
};
const RUNS = 5;
/** Between two samples, in microseconds. */
const INTERVAL = '250';

/**
 * Prints where the programs of questions spend their time, side by side with their peers: the self time of the processor by package, and
 * by file of the library. Samples slow a program down, so that shares tell more than times: on a machine
 * that does nothing else.
 *
 * @throws if a question has no program of its own
 */
export async function printProfile(questions: readonly string[]): Promise<void> {
  const without = questions.filter((name) => !Object.hasOwn(PROGRAMS, name));
  if (without.length > 0) throw new Error(`--profile: ${without.join(', ')} has no program to profile: choose among ${Object.keys(PROGRAMS).join(', ')}`);
  const project = new Project();
  try {
    for (const question of questions) {
      const { ours, peer } = PROGRAMS[question];
      const { ours: ourProfiles, theirs: peerProfiles } = await interleave(RUNS, () => profiled(project, ours), () => profiled(project, peer));
      const originOf = origins(join(project.folder, 'node_modules', 'cdk-secure-account-baseline'));
      const times = (all: CpuProfile[], by: (origin: Origin) => string | undefined) => mean(all.map((profile) => selfTimes(profile, originOf, by)));
      const title = ([app, ...args]: Program) => [app, ...args.filter((argument) => argument !== SETTINGS_HANDLER)].join(' ');
      console.log(profileTable(`package, self time of \`${title(ours)}\` and \`${title(peer)}\``, times(ourProfiles, (origin) => origin.package), times(peerProfiles, (origin) => origin.package)));
      console.log(profileTable('file of the library', times(ourProfiles, (origin) => origin.file)));
    }
  } finally {
    project.remove();
  }
}

async function profiled(project: Project, [app, ...args]: Program): Promise<CpuProfile> {
  const folder = join(project.folder, 'profiles');
  mkdirSync(folder);
  await run(process.execPath, ['--cpu-prof', '--cpu-prof-interval', INTERVAL, '--cpu-prof-dir', folder, project.program(app), ...args], project.folder);
  const [file] = readdirSync(folder);
  const profile = JSON.parse(readFileSync(join(folder, file), 'utf8'));
  rmSync(folder, { recursive: true });
  return profile;
}

/** The mean of the times of several runs. */
export function mean(runs: readonly Shares[]): Shares {
  const names = [...new Set(runs.flatMap((shares) => shares.map(([name]) => name)))];
  const sum = (name: string) => runs.reduce((total, shares) => total + (shares.find(([other]) => other === name)?.[1] ?? 0), 0);
  return names.map((name): [string, number] => [name, sum(name) / runs.length]).sort(([, one], [, other]) => other - one);
}
