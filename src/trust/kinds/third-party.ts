import { requireMatch, unsafe } from '../../private/errors';
import { flag, KnownKeys, listOf, mandatory, requireKnownKeys, text } from '../../private/known-keys';
import { principalArns, wholeAccounts } from '../account-principals';
import { ConditionList } from '../condition-list';
import { ThirdPartyTrustOptions } from '../options/third-party-trust-options';
import { requireAccountList } from '../trust-formats';
import { TrustDetails } from '../trust-part';

const KEYS: KnownKeys<ThirdPartyTrustOptions> = {
  accounts: mandatory(listOf(text)), externalId: mandatory(text), principals: listOf(text), sessionTags: flag,
};

export function thirdPartyTrust(options: ThirdPartyTrustOptions): TrustDetails {
  if (options?.externalId === undefined) {
    throw unsafe('external-id-missing', 'externalId', undefined, 'a third party serves many customers; without an external ID, any of them could make it use this '
      + 'role. Ask the third party for one');
  }
  requireKnownKeys(options, KEYS);
  const { accounts, externalId, principals, sessionTags } = options;
  requireAccountList('accounts', accounts);
  requireMatch('externalId', externalId, /^[\w+=,.@:/-]{2,1224}$/, 'an external ID has 2 to 1,224 letters, digits and characters of _+=,.@:/-');
  const { conditions } = new ConditionList()
    .add('principals', 'ArnLike', 'aws:PrincipalArn', principals && principalArns('principals', principals, accounts, ['role', 'user']))
    .add('externalId', 'StringEquals', 'sts:ExternalId', externalId);
  return { parts: [{ kind: 'thirdParty', principals: wholeAccounts(accounts), conditions, sessionTags }], arns: { principals } };
}
