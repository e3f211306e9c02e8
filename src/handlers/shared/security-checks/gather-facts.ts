import { AccountFacts, CertificateFacts, CredentialFacts, Fact, PasswordPolicyFacts, RootFacts } from './facts';
import { readIdentities } from './identities';
import { FactServices } from './services';
import { Call, only, pause } from '../retry';

/**
 * Reads what the checks have to know. It changes nothing, and a call that is refused spares the others: only the facts that
 * depend on it are missing.
 *
 * @param until when to stop waiting for the credential report, in milliseconds since the epoch
 */
export async function gatherFacts(call: Call, services: FactServices, until: number): Promise<AccountFacts> {
  const at = Date.now();
  const [root, identities, samlProviders, passwordPolicy, credentials, serverCertificates, analyzers] = await Promise.all([
    fact(readRoot(call, services)),
    fact(readIdentities(call, services)),
    fact(readSamlProviders(call, services)),
    fact(readPasswordPolicy(call, services)),
    fact(readCredentials(call, services, until)),
    fact(readServerCertificates(call, services)),
    fact(readAnalyzers(call, services)),
  ]);
  const { users, groups, roles, federation, customerPolicies } = 'value' in identities
    ? Object.fromEntries(Object.entries(identities.value).map(([name, value]) => [name, { value }]))
    : { users: identities, groups: identities, roles: identities, federation: identities, customerPolicies: identities };
  return {
    at,
    root,
    users,
    groups,
    roles,
    federation: both(samlProviders, federation),
    passwordPolicy,
    credentials,
    customerPolicies,
    serverCertificates,
    analyzers,
  } as AccountFacts;
}

/**
 * Refusals come from the caller's policies, a boundary or a service control policy, and name the action first; other errors mean that
 * nothing can be said at all.
 */
async function fact<T>(reading: Promise<T>): Promise<Fact<T>> {
  try {
    return { value: await reading };
  } catch (error) {
    const { name, message } = error as Error;
    if (/^(AccessDenied|Unauthorized)/.test(name)) return { refused: message.split(': ')[0] };
    throw error;
  }
}

/** One way in is enough to know that there is one; that there is none takes both answers. */
function both(...facts: Fact<string[]>[]): Fact<string[]> {
  const value = facts.flatMap((known) => 'value' in known ? known.value : []);
  return !value.length && facts.find((known) => 'refused' in known) || { value };
}

async function readRoot(call: Call, { iam }: FactServices): Promise<RootFacts> {
  const { SummaryMap } = await call(iam, 'iam:GetAccountSummary', {});
  const { AccountAccessKeysPresent: accessKeys, AccountMFAEnabled: mfa, AccountPasswordPresent: password, AccountSigningCertificatesPresent } =
    SummaryMap as Record<string, number>;
  // Without either, the sum is no number.
  if (!(accessKeys + mfa >= 0)) throw Error('iam:GetAccountSummary says nothing of root');
  const signingCertificates = AccountSigningCertificatesPresent ?? 0;
  return { accessKeys, mfa: !!mfa, password: password === undefined ? password : !!password, signingCertificates };
}

async function readSamlProviders(call: Call, { iam }: FactServices): Promise<string[]> {
  const { SAMLProviderList: providers = [] } = await call(iam, 'iam:ListSAMLProviders', {});
  return providers.map((provider) => provider.Arn!.replace(/^.*?\//, ''));
}

async function readPasswordPolicy(call: Call, { iam }: FactServices): Promise<PasswordPolicyFacts | null> {
  const answer = await call(iam, 'iam:GetAccountPasswordPolicy', {}).catch(only('NoSuchEntity'));
  // IAM leaves out what was never set, and 6 is what it takes then.
  return answer ? { minimumLength: answer.PasswordPolicy?.MinimumPasswordLength ?? 6 } : null;
}

/** IAM takes some seconds to write the report, and hands out the same one for four hours. */
async function readCredentials(call: Call, { iam }: FactServices, until: number): Promise<CredentialFacts[]> {
  for (let tries = 0; ; tries++) {
    const { State: state } = await call(iam, 'iam:GenerateCredentialReport', {});
    // Not present, expired or not ready: it was gone, or not there yet, between the two calls.
    const report = state === 'COMPLETE' && await call(iam, 'iam:GetCredentialReport', {}).catch(only('CredentialReport'));
    if (report) return credentialsIn(new TextDecoder().decode(report.Content));
    if (!await pause(tries, until)) throw Error('iam:GenerateCredentialReport: the report was not ready in time');
  }
}

/** Only user names can hold a comma, and stand in quotes then. */
function credentialsIn(csv: string): CredentialFacts[] {
  const [header, , ...users] = csv.trim().split(/\r?\n/).map((line) => [...line.matchAll(/"([^"]*)"|[^,]+/g)].map(([cell, quoted]) => quoted ?? cell));
  return users.map((row) => {
    const cell = (column: string) => {
      const value = row[header.indexOf(column)];
      // Without it nothing true can be said of the user.
      if (!value) throw Error(`the credential report has no ${column}`);
      return value;
    };
    const is = (column: string) => cell(column) === 'true';
    return {
      name: cell('user'),
      password: is('password_enabled'),
      mfa: is('mfa_active'),
      unusedKeys: ['access_key_1_', 'access_key_2_'].filter((key) => is(`${key}active`) && !Date.parse(cell(`${key}last_used_date`)))
        .map((key) => Date.parse(cell(`${key}last_rotated`))),
    };
  });
}

async function readServerCertificates(call: Call, { iam }: FactServices): Promise<CertificateFacts[]> {
  const found: CertificateFacts[] = [];
  let page: { Marker?: string; IsTruncated?: boolean } = {};
  do {
    const { ServerCertificateMetadataList: list, ...rest } = await call(iam, 'iam:ListServerCertificates', { Marker: page.Marker });
    // One without a date does not expire.
    found.push(...list!.map(({ ServerCertificateName: name, Expiration }) => ({ name: name!, expires: +(Expiration ?? Infinity) })));
    page = rest;
  } while (page.IsTruncated);
  return found;
}

/** Those for external access: of the account or of its organisation, active ones. */
async function readAnalyzers(call: Call, { accessAnalyzer }: FactServices): Promise<string[]> {
  const found: string[] = [];
  let nextToken: string | undefined;
  do {
    const page = await call(accessAnalyzer, 'access-analyzer:ListAnalyzers', { nextToken });
    found.push(...page.analyzers!.filter(({ type, status }) => /^(ACCOUNT|ORGANIZATION)$/.test(type!) && status === 'ACTIVE').map(({ name }) => name!));
    nextToken = page.nextToken;
  } while (nextToken);
  return found;
}
