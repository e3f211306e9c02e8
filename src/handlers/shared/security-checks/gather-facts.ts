import { FactServices } from './fact-services';
import { AccountFacts, CertificateFacts, CredentialFacts, Fact, PasswordPolicyFacts, RootFacts, Unknown } from './facts';
import { readIdentities } from './identities';
import { fetchCredentialReport } from '../credential-report/fetch';
import { Call, only } from '../retry';

/**
 * Reads what the checks use. It changes nothing. A call that is denied spares the others, and so does a credential report that is not there
 * or cannot be read: only the facts that depend on them are unknown.
 *
 * @param until when to stop waiting for the credential report, in milliseconds since the epoch
 * @throws if any other call fails
 */
export async function gatherFacts(call: Call, services: FactServices, until: number): Promise<AccountFacts> {
  const at = Date.now();
  const [root, identities, samlProviders, passwordPolicy, credentials, serverCertificates, analyzers] = await Promise.all([
    fact(readRoot(call, services)),
    fact(readIdentities(call, services)),
    fact(readSamlProviders(call, services)),
    fact(readPasswordPolicy(call, services)),
    fact(readCredentials(call, services, until), ({ message }) => ({ unknown: message })),
    fact(readServerCertificates(call, services)),
    fact(readAnalyzers(call, services)),
  ]);
  return { at, root, identities, samlProviders, passwordPolicy, credentials, serverCertificates, analyzers };
}

/**
 * A denial comes from the policies of the caller, a permissions boundary or a service control policy. Its message names the action first.
 *
 * @param otherwise what any other error means; it is thrown unless this is given
 */
export async function fact<T>(reading: Promise<T>, otherwise?: (error: Error) => Unknown): Promise<Fact<T>> {
  try {
    return { value: await reading };
  } catch (thrown) {
    const error = thrown as Error;
    const denied = error.message.split(': ')[0];
    if (/^(AccessDenied|Unauthorized)/.test(error.name)) return { unknown: `${denied} was denied`, denied };
    if (otherwise) return otherwise(error);
    throw error;
  }
}

async function readRoot(call: Call, { iam }: FactServices): Promise<RootFacts> {
  const { SummaryMap } = await call(iam, 'iam:GetAccountSummary', {});
  const { AccountAccessKeysPresent: accessKeys, AccountMFAEnabled: mfa, AccountPasswordPresent: password, AccountSigningCertificatesPresent } =
    SummaryMap as Record<string, number>;
  // The sum is not a number if one of them is missing.
  if (!(accessKeys + mfa >= 0)) throw Error('iam:GetAccountSummary says nothing about root');
  const signingCertificates = AccountSigningCertificatesPresent ?? 0;
  return { accessKeys, mfa: !!mfa, password: password === undefined ? password : !!password, signingCertificates };
}

async function readSamlProviders(call: Call, { iam }: FactServices): Promise<string[]> {
  const { SAMLProviderList: providers = [] } = await call(iam, 'iam:ListSAMLProviders', {});
  return providers.map((provider) => provider.Arn!.replace(/^.*?\//, ''));
}

async function readPasswordPolicy(call: Call, { iam }: FactServices): Promise<PasswordPolicyFacts | null> {
  const answer = await call(iam, 'iam:GetAccountPasswordPolicy', {}).catch(only('NoSuchEntity'));
  // IAM leaves out what was never set, and uses 6 then.
  return answer ? { minimumLength: answer.PasswordPolicy?.MinimumPasswordLength ?? 6 } : null;
}

async function readCredentials(call: Call, { iam }: FactServices, until: number): Promise<CredentialFacts[]> {
  const { users } = await fetchCredentialReport(call, iam, until);
  return users.filter(({ isRoot }) => !isRoot).map(({ name, password, mfa, keys, created = 0 }) => ({
    name,
    password: !!password,
    mfa,
    unusedKeys: Object.values(keys).filter(({ used }) => used === undefined).map(({ changed = created }) => changed),
  }));
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

/** The active analyzers of external access of a region, of the account or of its organization. */
export async function readAnalyzers(call: Call, { accessAnalyzer }: Pick<FactServices, 'accessAnalyzer'>): Promise<string[]> {
  const found: string[] = [];
  let nextToken: string | undefined;
  do {
    const page = await call(accessAnalyzer, 'access-analyzer:ListAnalyzers', { nextToken });
    found.push(...page.analyzers!.filter(({ type, status }) => /^(ACCOUNT|ORGANIZATION)$/.test(type!) && status === 'ACTIVE').map(({ name }) => name!));
    nextToken = page.nextToken;
  } while (nextToken);
  return found;
}
