import { chmodSync, readFileSync, writeFileSync } from 'fs';
import { Component } from 'projen';
import { NodeProject } from 'projen/lib/javascript';
import { parse } from 'yaml';
import { pinnedActions } from './pinned-actions';

/**
 * Holds every workflow, those that projen generates included, to the same rules: each action is pinned to a commit, no job has a
 * permission that it does not name, and no checkout leaves its token behind.
 */
export class WorkflowHardening extends Component {
  constructor(private readonly repository: NodeProject) {
    super(repository);
    for (const { name, commit } of pinnedActions()) repository.github!.actions.set(name, `${name}@${commit}`);
  }

  /** In the written files, since projen renders steps of its own into a job, and cannot write comments. */
  public postSynthesize(): void {
    for (const workflow of this.repository.github!.workflows) {
      const path = workflow.file!.absolutePath;
      const text = hardened(readFileSync(path, 'utf8'));
      chmodSync(path, 0o644);
      writeFileSync(path, text);
      chmodSync(path, 0o444);
    }
  }
}

/**
 * The text of a workflow with the version of each action as a comment, and without credentials in its checkouts.
 *
 * @throws if an action is not listed, or a checkout would keep its credentials
 */
function hardened(text: string): string {
  const versions = new Map(pinnedActions().map(({ name, commit, version }) => [`${name}@${commit}`, version]));
  const changed = text
    .replace(/^jobs:$/m, 'permissions: {}\njobs:')
    .replace(/^( *)(- )?uses: (actions\/checkout@\S+)\n(?: *with:\n)?/gm, (_, indent: string, dash: string | undefined, uses: string) => {
      const inner = dash ? `${indent}  ` : indent;
      return `${indent}${dash ?? ''}uses: ${uses}\n${inner}with:\n${inner}  persist-credentials: false\n`;
    })
    .replace(/^(.*\buses: )(\S+)$/gm, (_, before: string, uses: string) => {
      if (!versions.has(uses)) throw new Error(`.github/pinned-actions/action.yml does not list ${uses}`);
      return `${before}${uses} # ${versions.get(uses)}`;
    });
  const jobs: { steps: { uses?: string; with?: Record<string, unknown> }[] }[] = Object.values(parse(changed).jobs);
  const kept = jobs.flatMap(({ steps }) => steps).filter(({ uses, with: given }) => uses?.startsWith('actions/checkout@') && given?.['persist-credentials'] !== false);
  if (kept.length > 0) throw new Error('A checkout keeps its credentials: projen writes it in another form than this file expects');
  return changed;
}
