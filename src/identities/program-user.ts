import { SecretValue } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as secretsmanager from 'aws-cdk-lib/aws-secretsmanager';
import { Construct } from 'constructs';
import { ProgramAccessKeyOptions, ProgramUserProps } from './program-user-props';
import { groupQuotaErrors, mfaErrors, policyErrors } from './user-references';
import { MANAGED_POLICY_LIMIT, policySize } from '../permissions/policies/policy-size';
import { denyOtherSourcesDocument, namesSource, ProgramSource, requireValidSource } from '../permissions/policies/program-source';
import { acknowledge } from '../private/acknowledge';
import { baselineNameInStack, requireBaselineName } from '../private/baseline-names';
import { invalid, requireWholeNumber } from '../private/errors';
import { BASELINE_PATH, requireIamName, requireIamPath } from '../private/iam-names';
import { checkProps, flag, KnownKeys, listOf, number, object, requireKnownKeys, text } from '../private/known-keys';
import { omitDescription } from '../private/managed-policy';
import { requireNoOutsideBoundary } from '../private/outside-boundary';
import { addTreeValidation } from '../private/tree';
import { requireUniqueName } from '../private/unique-name';
import { inProperty, violation } from '../private/written-properties';

const NO_MFA = 'a program cannot show MFA, and the group would deny it everything; give it groups of its own';
const GROUPS_ONLY = 'users get their permissions through groups; give it to the own group of';

const KEYS: KnownKeys<ProgramUserProps> = {
  sourceIps: listOf(text),
  sourceVpcIds: listOf(text),
  sourceVpcEndpointIds: listOf(text),
  usableFromAnywhere: flag,
  groups: listOf(object),
  accessKey: object,
  userName: text,
  permissionsBoundary: object,
  path: text,
};

const ACCESS_KEY_KEYS: KnownKeys<ProgramAccessKeyOptions> = { serial: number, secretName: text, encryptionKey: object };

/**
 * A program that has to be an IAM user. Nearly none has: a program takes a role, whose credentials expire by themselves.
 *
 * - in AWS: the role of its instance (`Ec2InstanceRole`), task or function
 * - in a CI system such as GitHub Actions or GitLab: a role that trusts the system's OIDC provider
 * - on a server elsewhere that can hold a certificate: IAM Roles Anywhere
 * - in another account: a role of this account that trusts that one
 *
 * What is left are third-party products that take nothing but an access key. MFA is impossible for such a key, so that something
 * else has to keep a stolen one from being used: it works from the named addresses, VPCs or VPC endpoints only, and a presigned
 * URL that it signs works from there only. Role sessions that the program takes are not bound to them.
 *
 * The program has a group of its own, which carries the restriction and whatever is granted to the program (`grant*`,
 * `addManagedPolicy`). Errors at synth are a policy on the user itself and a group with MFA enforcement. It has no console password.
 *
 * Without an access key it costs nothing. Rotate the key every 90 days: raise `serial`, or by hand make the second key, change the
 * program, make the first key inactive, and delete it once nothing has failed.
 *
 * Sources: IAM User Guide, "Security best practices in IAM", "Manage access keys for IAM users", "AWS global condition context
 * keys"; CIS AWS Foundations Benchmark 7.0.0, 2.12, 2.13; Security Hub IAM.2, IAM.3.
 *
 * @example
 * const backup = new ProgramUser(this, 'Backup', { sourceIps: ['203.0.113.0/28'], accessKey: { serial: 1 } });
 * backup.addToPrincipalPolicy(new iam.PolicyStatement({ actions: ['backup:StartBackupJob'], resources: ['*'] }));
 */
export class ProgramUser extends iam.User {
  /** The program's own group: it carries the restriction to the sources and what is granted to the program. */
  public readonly group: iam.IGroup;

  /** The secret with the access key, a JSON object with `accessKeyId` and `secretAccessKey`; undefined without `accessKey`. */
  public readonly accessKeySecret?: secretsmanager.ISecret;

  private readonly memberships = new Set<iam.IGroup>();

  /**
   * @throws if no source is named and `usableFromAnywhere` is not true, or both; if an address or id can never be one of a request;
   * if a group has MFA enforcement; if the name or the path is none that IAM takes
   */
  constructor(scope: Construct, id: string, props: ProgramUserProps) {
    checkProps(scope, id, props, KEYS, () => {
      inProperty('accessKey', () => requireKnownKeys(props.accessKey ?? {}, ACCESS_KEY_KEYS));
      requireIamName('userName', props.userName, 64);
      requireIamPath('path', props.path);
      requireWholeNumber('accessKey.serial', props.accessKey?.serial, 1, 2 ** 31 - 1);
      requireSource(props);
    });
    const { path = BASELINE_PATH } = props;
    super(scope, id, { userName: props.userName, path, permissionsBoundary: props.permissionsBoundary });

    this.group = new iam.Group(this, 'Group', { path, managedPolicies: namesSource(props) ? [this.sourceRestriction(props, path)] : [] });
    [this.group, ...props.groups ?? []].forEach((group) => this.addToGroup(group));
    if (props.accessKey) this.accessKeySecret = this.keyInSecret(props.accessKey);
    requireUniqueName(this, 'userName');
    requireNoOutsideBoundary(this);
    addTreeValidation(this, (tree) => [
      ...policyErrors(this, tree, GROUPS_ONLY), ...mfaErrors(this, this.memberships, tree, NO_MFA), ...groupQuotaErrors(this, this.memberships.size),
    ]);
  }

  /**
   * Makes the program a member of another group, once.
   *
   * @throws if the group has MFA enforcement
   */
  public addToGroup(group: iam.IGroup): void {
    if (this.memberships.has(group)) return;
    if ((group as { mfaEnforcement?: unknown }).mfaEnforcement) throw invalid('groups', group.node.path, NO_MFA, this);
    this.memberships.add(group);
    super.addToGroup(group);
  }

  /** Gives a policy to the program's own group. */
  public addManagedPolicy(policy: iam.IManagedPolicy): void {
    this.group.addManagedPolicy(policy);
  }

  /** Always throws: attach the policy to the program's own group. */
  public attachInlinePolicy(policy: iam.Policy): void {
    throw invalid('attachInlinePolicy', policy.node.path, `${GROUPS_ONLY} ${this.node.path}`, this);
  }

  /** Adds a statement to the program's own group, so that `grant*` methods take the program. */
  public addToPrincipalPolicy(statement: iam.PolicyStatement): iam.AddToPrincipalPolicyResult {
    return this.group.addToPrincipalPolicy(statement);
  }

  private sourceRestriction(source: ProgramSource, path: string): iam.ManagedPolicy {
    const policy = new iam.ManagedPolicy(this, 'SourceRestriction', { path, document: denyOtherSourcesDocument(source) });
    omitDescription(policy);
    policy.node.addValidation({
      validate: () => {
        const size = policySize(policy, policy.document);
        if (size <= MANAGED_POLICY_LIMIT) return [];
        return [violation(this, 'sourceIps', `${size} characters`, `the policy may have ${MANAGED_POLICY_LIMIT}. Name fewer or larger blocks`)];
      },
    });
    return policy;
  }

  private keyInSecret(options: ProgramAccessKeyOptions): secretsmanager.Secret {
    requireBaselineName(this, 'accessKey.secretName', options.secretName);
    const key = new iam.AccessKey(this, 'AccessKey', { user: this, serial: options.serial ?? 1 });
    const secret = new secretsmanager.Secret(this, 'AccessKeySecret', {
      secretName: options.secretName ?? baselineNameInStack(this.userName),
      encryptionKey: options.encryptionKey,
      secretObjectValue: {
        // The id of a key is no secret, and is a reference here.
        accessKeyId: SecretValue.unsafePlainText(key.accessKeyId),
        secretAccessKey: key.secretAccessKey,
      },
    });
    const rotation = 'Secrets Manager cannot rotate the access key of an IAM user by itself: the serial number does, at the next deployment.';
    acknowledge(secret, {
      'AwsSolutions-SMG4': rotation,
      'HIPAA.Security-SecretsManagerRotationEnabled': rotation,
      'NIST.800.53.R5-SecretsManagerRotationEnabled': rotation,
    });
    if (!options.encryptionKey) {
      const encryption = 'The AWS managed key encrypts it and costs nothing; encryptionKey takes a customer-managed one.';
      acknowledge(secret, Object.fromEntries(['HIPAA.Security', 'NIST.800.53.R5', 'PCI.DSS.321']
        .map((pack) => [`${pack}-SecretsManagerUsingKMSKey`, encryption])));
    }
    return secret;
  }
}

function requireSource(props: ProgramUserProps): void {
  if (props.usableFromAnywhere && namesSource(props)) {
    throw invalid('usableFromAnywhere', true, 'it contradicts sourceIps, sourceVpcIds and sourceVpcEndpointIds');
  }
  if (!props.usableFromAnywhere && !namesSource(props)) {
    throw invalid('sourceIps', props.sourceIps, 'name sourceIps, sourceVpcIds or sourceVpcEndpointIds, or say usableFromAnywhere');
  }
  requireValidSource(props);
}
