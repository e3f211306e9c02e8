import { Aws, Fn, Token } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import { requireMatch } from '../../private/errors';
import { flag, KnownKeys, listOf, requireKnownKeys, text } from '../../private/known-keys';
import { ConditionList } from '../condition-list';
import { ServiceTrustOptions } from '../options/service-trust-options';
import { NAMED_BY_PARTITION, requireService, SENDS_SOURCE } from '../service-principals';
import { literals, requireAccountIds, requireEntries, requireSourceArn } from '../trust-formats';
import { TrustDetails } from '../trust-part';

const KEYS: KnownKeys<ServiceTrustOptions> = {
  sourceAccounts: listOf(text), sourceArns: listOf(text), sessionTags: flag,
};

export function serviceTrust(service: string, options: ServiceTrustOptions): TrustDetails {
  requireKnownKeys(options, KEYS);
  const { sourceAccounts, sourceArns, sessionTags } = options;
  requireService('service', service);
  if (sourceAccounts !== undefined) requireEntries('sourceAccounts', sourceAccounts, 'Name at least one account, or remove the property');
  if (sourceArns !== undefined) requireEntries('sourceArns', sourceArns, 'Name at least one ARN, or remove the property');
  requireAccountIds('sourceAccounts', sourceAccounts);
  for (const arn of literals(sourceArns)) requireSourceArn('sourceArns', arn);
  requireSourcesOf(service, sourceArns);
  const accounts = sourceAccounts ?? (service in SENDS_SOURCE && !nameAccounts(sourceArns) ? [Aws.ACCOUNT_ID] : undefined);
  const { conditions } = new ConditionList()
    .add('sourceAccounts', 'StringEquals', 'aws:SourceAccount', accounts)
    .add('sourceArns', 'ArnLike', 'aws:SourceArn', sourceArns);
  return { parts: [{ kind: 'service', principals: principalOf(service), conditions, sessionTags }], arns: { sourceArns } };
}

function requireSourcesOf(service: string, sourceArns: string[] | undefined): void {
  const namespaces = SENDS_SOURCE[service]?.sourceArns;
  if (!namespaces) return;
  for (const arn of literals(sourceArns)) {
    requireMatch('sourceArns', arn, new RegExp(`^arn:[a-z-]+:(${namespaces.join('|')}):`), `${service} acts for resources of `
      + `${namespaces.join(' and ')}`);
  }
}

/** Whether each ARN names the account of its resource. A token is treated as one that does not. */
function nameAccounts(arns: string[] | undefined): boolean {
  return arns !== undefined && (Token.isUnresolved(arns) || arns.every((arn) => Token.isUnresolved(arn) || /^\d{12}$/.test(arn.split(':')[4])));
}

function principalOf(service: string): { [type: string]: string[] } {
  const name = NAMED_BY_PARTITION.includes(service) ? Fn.sub(`${service.split('.')[0]}.\${AWS::URLSuffix}`) : service;
  return new iam.ServicePrincipal(name).policyFragment.principalJson;
}
