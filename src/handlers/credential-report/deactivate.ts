import { Action, Deactivation } from './actions';
import { CredentialFinding, unusedAt } from './findings';
import { fetchIdentities } from './identities';
import { planDeactivation } from './plan';
import { iam } from '../shared/clients/iam';
import { log } from '../shared/log';
import { Call, only } from '../shared/retry';

/** Deactivates what the plan says and IAM confirms: the report may be four hours old. One failure spares the others. */
export const deactivate: Deactivation = async (call, users, due, options, isDue, until) => {
  const actions: Action[] = [];
  const record: Recorder = (action, user, text) => {
    actions.push({ user, text });
    log({ action, user, text });
  };
  const isStillDue: IsStillDue = (changed = 0, used = 0) => isDue(unusedAt({ changed: +changed, used: +used }, 0, options.unused));
  const identities = await fetchIdentities(call, options.administratorGroups);
  const { steps, exempt, survivors, survivesBy } = planDeactivation(users, due, identities, options);
  for (const { finding, because } of exempt) log({ action: 'EXEMPT', because, ...finding });

  /** Read once, before the first administrator loses a credential. */
  let survives: boolean | undefined;
  const survivorHasCredential = async () => {
    for (const name of survivors) {
      if (survivesBy === 'password' ? await loginProfile(call, name) : (await activeKeys(call, name))[0]) return true;
    }
    return false;
  };
  for (const step of steps) {
    const { user, number } = step;
    if (Date.now() > until) {
      record('POSTPONED', user, 'postponed to the next run, as are those after it');
      break;
    }
    try {
      if (identities.get(user)?.isAdministrator && !(survives ??= await survivorHasCredential())) {
        record('EXEMPT', user, 'exempt as the last administrator');
      } else {
        await (number ? deactivateKeys : deletePassword)(call, step, isStillDue, record);
      }
    } catch (error) {
      record('FAILED', user, `could not be deactivated: ${(error as Error).message}`);
    }
  }
  return actions;
};

type Recorder = (action: string, user: string, text: string) => void;
type IsStillDue = (changed?: Date | 0, used?: Date | 0) => boolean;

async function deletePassword(call: Call, { user: UserName }: CredentialFinding, isStillDue: IsStillDue, record: Recorder): Promise<void> {
  const login = await loginProfile(call, UserName);
  if (!login || !isStillDue(login.CreateDate, (await call(iam, 'iam:GetUser', { UserName })).User?.PasswordLastUsed)) return;
  await call(iam, 'iam:DeleteLoginProfile', { UserName });
  record('PASSWORD_DELETED', UserName, 'console password deleted. To create a new one: '
    + `aws iam create-login-profile --user-name ${UserName} --password-reset-required --password NEW`);
}

async function deactivateKeys(call: Call, { user: UserName }: CredentialFinding, isStillDue: IsStillDue, record: Recorder): Promise<void> {
  for (const { AccessKeyId = '', CreateDate } of await activeKeys(call, UserName)) {
    if (!isStillDue(CreateDate, (await call(iam, 'iam:GetAccessKeyLastUsed', { AccessKeyId })).AccessKeyLastUsed?.LastUsedDate)) continue;
    await call(iam, 'iam:UpdateAccessKey', { UserName, AccessKeyId, Status: 'Inactive' });
    record('KEY_DEACTIVATED', UserName, 'access key deactivated. To activate it again (then use it, or exempt the user): '
      + `aws iam update-access-key --user-name ${UserName} --access-key-id ${AccessKeyId} --status Active`);
  }
}

async function loginProfile(call: Call, UserName: string) {
  return (await call(iam, 'iam:GetLoginProfile', { UserName }).catch(only('NoSuchEntity')))?.LoginProfile;
}

async function activeKeys(call: Call, UserName: string) {
  const { AccessKeyMetadata: keys = [] } = await call(iam, 'iam:ListAccessKeys', { UserName });
  return keys.filter(({ Status }) => Status === 'Active');
}
