import { accountAlias } from './account-alias';
import { passwordPolicy } from './password-policy';
import { Setting } from './setting';
import { Budget } from '../shared/retry';

/** By the name that is also the physical id of the custom resource and the name of the ownership record: never changes. */
export const SETTINGS = new Map<unknown, (budget: Budget, functionArn: string) => Setting<any>>([
  ['account-alias', accountAlias],
  ['password-policy', passwordPolicy],
]);
