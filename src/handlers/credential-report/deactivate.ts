import { CredentialFinding, unusedAt } from './findings';
import { Deactivation } from './handler';
import { fetchIdentities, iam } from './iam';
import { Deed } from './mail';
import { planDeactivation } from './plan';
import { log } from '../shared/log';
import { Call, only } from '../shared/retry';

/** Switches off what the plan says and reality confirms: the report may be four hours old. One failure spares the others. */
export const deactivate: Deactivation = async (call, users, due, options, isDue, until) => {
  const deeds: Deed[] = [];
  const tell: Tell = (action, user, text) => {
    deeds.push({ user, text });
    log({ action, user, text });
  };
  const stillDue: StillDue = (changed = 0, used = 0) => isDue(unusedAt({ changed: +changed, used: +used }, 0, options.unused));
  const identities = await fetchIdentities(call, options.administratorGroups);
  const { steps, spared, survivors, survivesBy } = planDeactivation(users, due, identities, options);
  for (const { finding, because } of spared) log({ action: 'SPARED', because, ...finding });

  /** Asked once, before the first administrator loses something. */
  let lives: boolean | undefined;
  const survivorLives = async () => {
    for (const name of survivors) {
      if (survivesBy === 'password' ? await profile(call, name) : (await activeKeys(call, name))[0]) return true;
    }
    return false;
  };
  for (const step of steps) {
    const { user, number } = step;
    if (Date.now() > until) {
      tell('LEFT', user, 'and those after it are left for the next run');
      break;
    }
    try {
      if (identities.get(user)?.isAdministrator && !(lives ??= await survivorLives())) {
        tell('SPARED', user, 'spared as the last administrator');
      } else {
        await (number ? deactivateKeys : removePassword)(call, step, stillDue, tell);
      }
    } catch (error) {
      tell('FAILED', user, `could not be switched off: ${(error as Error).message}`);
    }
  }
  return deeds;
};

type Tell = (action: string, user: string, text: string) => void;
type StillDue = (changed?: Date | 0, used?: Date | 0) => boolean;

async function removePassword(call: Call, { user: UserName }: CredentialFinding, stillDue: StillDue, tell: Tell): Promise<void> {
  const login = await profile(call, UserName);
  if (!login || !stillDue(login.CreateDate, (await call(iam, 'iam:GetUser', { UserName })).User?.PasswordLastUsed)) return;
  await call(iam, 'iam:DeleteLoginProfile', { UserName });
  tell('PASSWORD_REMOVED', UserName, 'console password removed. To give a new one: '
    + `aws iam create-login-profile --user-name ${UserName} --password-reset-required --password NEW`);
}

async function deactivateKeys(call: Call, { user: UserName }: CredentialFinding, stillDue: StillDue, tell: Tell): Promise<void> {
  for (const { AccessKeyId = '', CreateDate } of await activeKeys(call, UserName)) {
    if (!stillDue(CreateDate, (await call(iam, 'iam:GetAccessKeyLastUsed', { AccessKeyId })).AccessKeyLastUsed?.LastUsedDate)) continue;
    await call(iam, 'iam:UpdateAccessKey', { UserName, AccessKeyId, Status: 'Inactive' });
    tell('KEY_DEACTIVATED', UserName, 'access key made inactive. To undo (then use it, or exempt the user): '
      + `aws iam update-access-key --user-name ${UserName} --access-key-id ${AccessKeyId} --status Active`);
  }
}

async function profile(call: Call, UserName: string) {
  return (await call(iam, 'iam:GetLoginProfile', { UserName }).catch(only('NoSuchEntity')))?.LoginProfile;
}

async function activeKeys(call: Call, UserName: string) {
  const { AccessKeyMetadata: keys = [] } = await call(iam, 'iam:ListAccessKeys', { UserName });
  return keys.filter(({ Status }) => Status === 'Active');
}
