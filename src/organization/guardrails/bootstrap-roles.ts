import { RegionInfo } from 'aws-cdk-lib/region-info';
import { IConstruct } from 'constructs';
import { Control } from './control';
import { Glob, globOf, overlaps } from '../../private/text/glob';
import { warn } from '../../private/warnings';

/** The kinds of roles of `cdk bootstrap`. Source: the template of `cdk bootstrap` (aws-cdk 2.1148.1). */
const KINDS = ['cfn-exec', 'deploy', 'file-publishing', 'image-publishing', 'lookup'];

const ACCOUNT: Glob = Array.from({ length: 12 }, () => ({ takes: /\d/, times: 'once' }));

/** Whether a pattern matches such a role with the default qualifier in any account, and in a region that exists. */
function matches(arn: string, kind: string): boolean {
  const pattern = globOf(arn.split(':').slice(5).join(':'));
  return RegionInfo.regions.some(({ name }) => overlaps(pattern, [...globOf(`role/cdk-hnb659fds-${kind}-role-`), ...ACCOUNT, ...globOf(`-${name}`)]));
}

/**
 * Warns of exceptions for roles of `cdk bootstrap` with the default qualifier. By default they trust their whole account, so that every identity
 * which may assume roles there would be an exception too.
 */
export function warnOfBootstrapRoles(construct: IConstruct, deployers: readonly string[], controls: readonly Control[]): void {
  const excepted = controls.flatMap(({ name, exemptions = [] }) => exemptions.flatMap(({ ArnNotLike }) => (
    [ArnNotLike?.['aws:PrincipalArn'] ?? []].flat().map((arn) => ({ property: `exceptRoles of ${name}`, arn }))
  )));
  for (const { property, arn } of [...deployers.map((each) => ({ property: 'deployers', arn: each })), ...excepted]) {
    const kind = KINDS.find((each) => matches(arn, each));
    if (!kind) continue;
    warn(construct, 'bootstrapRoleExempt', `\`${property}\` '${arn}' matches the roles of cdk bootstrap, such as cdk-hnb659fds-${kind}-role-111122223333-eu-west-1. `
      + 'Every identity of the account that may assume or use them is then exempt. Name one role that trusts only what deploys, such as arn:*:iam::*:role/platform-deployer; '
      + 'apps are deployed and publish their assets without an exception');
  }
}
