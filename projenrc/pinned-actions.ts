import { readFileSync } from 'fs';
import { join } from 'path';
import { parse } from 'yaml';

/** Where the pinned actions are listed; Dependabot updates the file. */
const LIST = join(__dirname, '..', '.github', 'pinned-actions', 'action.yml');

/** An action at the commit of a release. */
export interface PinnedAction {
  /** Owner, repository and folder, as in `github/codeql-action/init`. */
  readonly name: string;
  readonly commit: string;
  readonly version: string;
}

/** @throws if an action is not pinned to a commit, or its version is missing */
export function pinnedActions(text = readFileSync(LIST, 'utf8')): PinnedAction[] {
  const listed = (parse(text).runs.steps as { uses: string }[]).map(({ uses }) => uses);
  return listed.map((uses) => {
    const version = new RegExp(`${uses} # (v\\d+\\.\\d+\\.\\d+)$`, 'm').exec(text)?.[1];
    const [, name, commit] = /^([\w./-]+)@([0-9a-f]{40})$/.exec(uses) ?? [];
    if (!commit || !version) throw new Error(`.github/pinned-actions/action.yml: ${uses} needs a commit and a comment with its version`);
    return { name, commit, version };
  });
}

/** The pinned form of an action, for a step of a workflow. */
export function pinned(name: string): string {
  const found = pinnedActions().find((action) => action.name === name);
  if (!found) throw new Error(`.github/pinned-actions/action.yml does not list ${name}`);
  return `${found.name}@${found.commit}`;
}
