import { Duration, Token } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import { invalid, requireDuration, requireMatch } from '../../private/errors';
import { requireValidSource } from '../policies/program-source';

/**
 * A condition of a policy statement, such as MFA, source addresses or an end date.
 *
 * A condition that no request can meet is refused. All conditions of a statement must hold; of the values of one condition, any is
 * enough. Two conditions of one kind on one statement are refused, since IAM would keep only one of them. Costs nothing.
 *
 * Source: IAM User Guide, "AWS global condition context keys".
 *
 * @example
 * const statement = new iam.PolicyStatement({ actions: ['dynamodb:DeleteTable'], resources: ['arn:aws:dynamodb:*:*:table/test-*'] });
 * AccessCondition.mfa(Duration.hours(1)).applyTo(statement);
 * AccessCondition.regions('eu-west-1', 'eu-central-1').applyTo(statement);
 */
export class AccessCondition {
  /**
   * The user has authenticated with MFA. Not for a policy on a role: its credentials carry no MFA, so require it in the trust policy.
   *
   * @param maxAge the maximum age of the authentication, from 15 minutes to 36 hours, the longest session with MFA; any age if left out
   */
  public static mfa(maxAge?: Duration): AccessCondition {
    requireDuration('maxAge', maxAge, Duration.minutes(15), Duration.hours(36));
    return new AccessCondition({
      Bool: { 'aws:MultiFactorAuthPresent': 'true' },
      ...maxAge && { NumericLessThan: { 'aws:MultiFactorAuthAge': maxAge.toSeconds().toString() } },
    });
  }

  /**
   * The request comes from public addresses. Requests that an AWS service makes on behalf of the user do not meet the condition, nor do
   * requests through a VPC endpoint.
   *
   * @param sourceIps addresses or CIDR blocks of IPv4 or IPv6; private ones are refused, since AWS never sees them
   */
  public static sourceIps(...sourceIps: string[]): AccessCondition {
    requireValues('sourceIps', sourceIps);
    requireValidSource({ sourceIps });
    return new AccessCondition({ IpAddress: { 'aws:SourceIp': sourceIps } });
  }

  /**
   * The request comes from a VPC through a VPC endpoint. An interface endpoint costs about 7 USD a month and Availability Zone.
   *
   * @param sourceVpcIds such as `vpc-0123456789abcdef0`
   */
  public static sourceVpcs(...sourceVpcIds: string[]): AccessCondition {
    requireValues('sourceVpcIds', sourceVpcIds);
    requireValidSource({ sourceVpcIds });
    return new AccessCondition({ StringEquals: { 'aws:SourceVpc': sourceVpcIds } });
  }

  /**
   * The request comes through one of these VPC endpoints.
   *
   * @param sourceVpcEndpointIds such as `vpce-0123456789abcdef0`
   */
  public static sourceVpcEndpoints(...sourceVpcEndpointIds: string[]): AccessCondition {
    requireValues('sourceVpcEndpointIds', sourceVpcEndpointIds);
    requireValidSource({ sourceVpcEndpointIds });
    return new AccessCondition({ StringEquals: { 'aws:SourceVpce': sourceVpcEndpointIds } });
  }

  /** The request is encrypted in transit. */
  public static tls(): AccessCondition {
    return new AccessCondition({ Bool: { 'aws:SecureTransport': 'true' } });
  }

  /**
   * The request goes to one of these regions. CloudFront, IAM, Organizations, Route 53 and Support have one region in a partition
   * (`us-east-1`, `cn-northwest-1`, `us-gov-west-1`).
   *
   * @param regions such as `eu-west-1`
   */
  public static regions(...regions: string[]): AccessCondition {
    requireValues('regions', regions);
    regions.forEach((region) => requireMatch('regions', region, /^[a-z]{2,4}(-[a-z]+)+-\d{1,2}$/, 'it must be a region, such as eu-west-1'));
    return new AccessCondition({ StringEquals: { 'aws:RequestedRegion': regions } });
  }

  /**
   * Temporary access, which ends at a date, also for open sessions. After that date, a policy with the condition gets a warning at synth
   * (`cdk-secure-account-baseline:leastPrivilege:expired`), so that it is removed.
   */
  public static validUntil(date: Date): AccessCondition {
    return new AccessCondition({ DateLessThan: { 'aws:CurrentTime': timestamp('date', date) } });
  }

  /**
   * Temporary access with a start date, such as for a planned change.
   *
   * @param from the first moment
   * @param until the moment at which the access ends; after `from`
   */
  public static validBetween(from: Date, until: Date): AccessCondition {
    if (until <= from) throw invalid('until', timestamp('until', until), `it must be after from, ${timestamp('from', from)}`);
    return new AccessCondition({
      DateGreaterThanEquals: { 'aws:CurrentTime': timestamp('from', from) },
      DateLessThan: { 'aws:CurrentTime': timestamp('until', until) },
    });
  }

  /**
   * The principal carries a tag: the user, the role or the session.
   *
   * @param key of the tag, up to 128 characters
   * @param values any of them, up to 256 characters each
   */
  public static principalTag(key: string, ...values: string[]): AccessCondition {
    return new AccessCondition({ StringEquals: { [`aws:PrincipalTag/${tagKey(key)}`]: tagValues(values) } });
  }

  /**
   * The resource carries a tag. Actions that take no resource never meet the condition, nor do services that show no tags to IAM.
   *
   * @param key of the tag, up to 128 characters
   * @param values any of them, up to 256 characters each
   */
  public static resourceTag(key: string, ...values: string[]): AccessCondition {
    return new AccessCondition({ StringEquals: { [`aws:ResourceTag/${tagKey(key)}`]: tagValues(values) } });
  }

  /**
   * The principal and the resource carry the same tag, such as the tag of one team.
   *
   * @param key of the tag, up to 128 characters
   */
  public static sameTag(key: string): AccessCondition {
    return new AccessCondition({ StringEquals: { [`aws:ResourceTag/${tagKey(key)}`]: `\${aws:PrincipalTag/${key}}` } });
  }

  /**
   * Any other condition.
   *
   * @param operator such as `StringEquals`, `ArnLike` or `ForAllValues:StringLike`
   * @param key such as `s3:prefix`
   * @param values at least one
   */
  public static of(operator: string, key: string, ...values: string[]): AccessCondition {
    requireMatch('operator', operator, OPERATOR, 'it must be a condition operator of IAM, such as StringEquals');
    requireMatch('key', key, /^[\w./-]+:./, 'it must be a condition key, such as aws:SourceAccount or accounts.google.com:aud');
    requireValues('values', values);
    return new AccessCondition({ [operator]: { [key]: values } });
  }

  private constructor(private readonly conditions: Record<string, Record<string, string | string[]>>) {
  }

  /**
   * The condition in the form that `iam.PolicyStatement` and `iam.PrincipalWithConditions` take.
   */
  public toConditions(): { [operator: string]: any } {
    return Object.fromEntries(Object.entries(this.conditions).map(([operator, keys]) => [operator, { ...keys }]));
  }

  /**
   * Adds the condition to a statement. Whether all of its conditions can hold together (addresses and a VPC cannot) is checked by a
   * `LeastPrivilegePolicy` at synth.
   *
   * @throws if the statement has another condition on the same key by the same operator, since only one of the two would stay
   */
  public applyTo(statement: iam.PolicyStatement): void {
    for (const [operator, keys] of Object.entries(this.conditions)) {
      for (const [key, value] of Object.entries(keys)) {
        const there = Object.entries(statement.conditions[operator] ?? {}).find(([other]) => other.toLowerCase() === key.toLowerCase())?.[1];
        if (there !== undefined && JSON.stringify([there].flat()) !== JSON.stringify([value].flat())) {
          throw invalid(`conditions of ${statement.sid ?? 'a statement'}`, value, `${operator} ${key} has the value ${JSON.stringify(there)} already, and only one of the two would stay`);
        }
      }
    }
    for (const [operator, keys] of Object.entries(this.conditions)) statement.addCondition(operator, keys);
  }
}

const OPERATOR = new RegExp('^(ForAllValues:|ForAnyValue:)?(Null|((String(Not)?(Equals|Like|EqualsIgnoreCase))|((Numeric|Date)((Not)?Equals|(Less|Greater)Than(Equals)?))'
  + '|Bool|BinaryEquals|(Not)?IpAddress|Arn(Not)?(Equals|Like))(IfExists)?)$');

function requireValues(property: string, values: string[]): void {
  if (values.length === 0) throw invalid(property, values, 'a condition without a value never holds: give at least one');
}

function tagKey(key: string): string {
  requireMatch('key', key, /^[\p{L}\p{N}\p{Zs}_.:/=+\-@]{1,128}$/u, 'the key of a tag has 1 to 128 letters, digits, spaces and characters of _.:/=+-@');
  return key;
}

function tagValues(values: string[]): string[] {
  requireValues('values', values);
  for (const value of values) {
    if (!Token.isUnresolved(value) && value.includes('${')) continue;
    requireMatch('values', value, /^[\p{L}\p{N}\p{Zs}_.:/=+\-@]{0,256}$/u, 'the value of a tag has up to 256 letters, digits, spaces and characters of _.:/=+-@, and no wildcard');
  }
  return values;
}

/** In the format of IAM, to the second. */
function timestamp(property: string, date: Date): string {
  if (Number.isNaN(date.getTime())) throw invalid(property, String(date), 'it must be a date');
  return date.toISOString().replace(/\.\d{3}Z$/, 'Z');
}
