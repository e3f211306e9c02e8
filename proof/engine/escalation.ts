import { Account } from './account';
import { Action, actionNamed, targets } from './actions';
import { paths } from '../data/escalation-paths.json';

/** Whether an action is allowed on any of these resources, with the service that a role is passed to. */
export type IsAllowed = (action: Action, arns: string[], passedTo: string) => Promise<boolean>;

/**
 * The known privilege-escalation paths that are open: every action of a path is allowed on a resource with more permissions than the
 * caller's. One allowed resource type of an action is sufficient, so that the proof overestimates.
 */
export async function openPaths(account: Account, self: string, isAllowed: IsAllowed): Promise<string[]> {
  const open: string[] = [];
  for (const path of paths) if (await isOpen(path, account, self, isAllowed)) open.push(path.id);
  return open;
}

/** Whether one of the known paths is open. */
export async function isOpen(path: typeof paths[number], account: Account, self: string, isAllowed: IsAllowed): Promise<boolean> {
  const service = path.actions.find((action) => !/^(iam|sts):/.test(action))?.split(':')[0] ?? 'ec2';
  const allowed = await Promise.all(path.actions.map(async (name) => {
    const action = await actionNamed(name);
    // A further credential of the caller's own is no gain: only the credentials of another user are.
    const gains = targets(action, account, self).filter(({ target }) => path.category !== 'principal-access' || target !== 'oneself');
    return isAllowed(action, gains.map(({ arn }) => arn), `${service}.amazonaws.com`);
  }));
  return allowed.every((each) => each);
}
