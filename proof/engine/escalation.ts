import { Account } from './account';
import { Action, actionNamed, targets } from './actions';
import { paths } from '../data/escalation-paths.json';

/**
 * The known paths to more rights that are open: every action of one is allowed on something with more rights than one's own. Where
 * an action takes several kinds of resources, one that is allowed is enough: the proof errs on the safe side.
 *
 * @param isAllowed whether an action is allowed on any of these, with the service that a role is passed to
 */
export async function openPaths(
  account: Account, self: string, isAllowed: (action: Action, arns: string[], passedTo: string) => Promise<boolean>,
): Promise<string[]> {
  const open: string[] = [];
  for (const path of paths) {
    const service = path.actions.find((action) => !/^(iam|sts):/.test(action))?.split(':')[0] ?? 'ec2';
    const allowed = await Promise.all(path.actions.map(async (name) => {
      const action = await actionNamed(name);
      // To have another credential of one's own is no gain: where credentials are the gain, they are somebody else's.
      const gains = targets(action, account, self).filter(({ target }) => path.category !== 'principal-access' || target !== 'oneself');
      return isAllowed(action, gains.map(({ arn }) => arn), `${service}.amazonaws.com`);
    }));
    if (allowed.every((each) => each)) open.push(path.id);
  }
  return open;
}
