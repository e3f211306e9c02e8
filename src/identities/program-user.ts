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
import { invalid, requireWholeNumber, unsafe } from '../private/errors';
import { BASELINE_PATH, requireIamName, requireIamPath } from '../private/iam-names';
import { checkProps, flag, iamManagedPolicy, KnownKeys, listOf, number, object, requireKnownKeys, text } from '../private/known-keys';
import { omitDescription } from '../private/managed-policy';
import { requireNoOutsideBoundary } from '../private/outside-boundary';
import { addTreeValidation } from '../private/tree';
import { requireUniqueName } from '../private/unique-name';
import { inProperty, violation } from '../private/written-properties';

const NO_MFA = 'a program cannot use MFA, and the group would deny it everything. Use groups without MFA enforcement';
const GROUPS_ONLY = 'users get their permissions through groups. Attach it to the own group of';

const KEYS: KnownKeys<ProgramUserProps> = {
  sourceIps: listOf(text),
  sourceVpcIds: listOf(text),
  sourceVpcEndpointIds: listOf(text),
  usableFromAnywhere: flag,
  groups: listOf(object),
  accessKey: object,
  userName: text,
  permissionsBoundary: iamManagedPolicy,
  path: text,
};

const ACCESS_KEY_KEYS: KnownKeys<ProgramAccessKeyOptions> = { serial: number, secretName: text, encryptionKey: object };

/**
 * An IAM user for a program. Use it only as a last resort: nearly every program can use a role, whose credentials expire automatically.
 *
 * - In AWS: the role of its instance (`Ec2InstanceRole`), task or function.
 * - In a CI system such as GitHub Actions or GitLab: a role that trusts the system's OIDC provider.
 * - On a server elsewhere that can hold a certificate: IAM Roles Anywhere.
 * - In another account: a role of this account that trusts that account.
 *
 * The remaining programs are third-party products that support only access keys. MFA is impossible for such a key, so that a stolen key
 * must be restricted in another way: it works only from the named addresses, VPCs or VPC endpoints, and so do the presigned URLs that it
 * signs. The restriction does not apply to sessions of roles that the program assumes.
 *
 * The program has its own group, which carries the restriction and all permissions of the program (`grant*`, `addManagedPolicy`). A
 * policy on the user itself and a group with MFA enforcement are errors at synthesis. The user has no console password.
 *
 * Without an access key, the construct is free of charge. Rotate the key every 90 days: raise `serial`, or manually create the second
 * key, change the program, deactivate the first key, and delete it once nothing has failed.
 *
 * Sources: IAM User Guide, "Security best practices in IAM", "Manage access keys for IAM users", "AWS global condition context keys"; CIS
 * AWS Foundations Benchmark 7.0.0, 2.12, 2.13; Security Hub IAM.2, IAM.3.
 *
 * @example
 * const backup = new ProgramUser(this, 'Backup', { sourceIps: ['203.0.113.0/28'], accessKey: { serial: 1 } });
 * backup.addToPrincipalPolicy(new iam.PolicyStatement({ actions: ['backup:StartBackupJob'], resources: ['*'] }));
 */
export class ProgramUser extends iam.User {
  /** The program's own group, which carries the restriction to the sources and the permissions of the program. */
  public readonly group: iam.IGroup;

  /** The secret with the access key, a JSON object with `accessKeyId` and `secretAccessKey`. Undefined without `accessKey`. */
  public readonly accessKeySecret?: secretsmanager.ISecret;

  private readonly memberships = new Set<iam.IGroup>();

  /**
   * @throws if no source is set and `usableFromAnywhere` is not true, or if both are set; if no request can come from an address or ID;
   * if a group has MFA enforcement; or if the name or the path is malformed
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
   * Adds the program to another group. Repeated calls have no effect.
   *
   * @throws if the group has MFA enforcement
   */
  public addToGroup(group: iam.IGroup): void {
    if (this.memberships.has(group)) return;
    if ((group as { mfaEnforcement?: unknown }).mfaEnforcement) throw unsafe('mfa-enforcement-on-program', 'groups', group.node.path, NO_MFA, this);
    this.memberships.add(group);
    super.addToGroup(group);
  }

  /** Attaches a policy to the program's own group. */
  public addManagedPolicy(policy: iam.IManagedPolicy): void {
    this.group.addManagedPolicy(policy);
  }

  /** Always throws: attach the policy to the program's own group. */
  public attachInlinePolicy(policy: iam.Policy): void {
    throw unsafe('policy-on-user', 'attachInlinePolicy', policy.node.path, `${GROUPS_ONLY} ${this.node.path}`, this);
  }

  /** Adds a statement to the program's own group, so that `grant*` methods accept the program. */
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
        // The ID of a key is not secret, and is a reference here.
        accessKeyId: SecretValue.unsafePlainText(key.accessKeyId),
        secretAccessKey: key.secretAccessKey,
      },
    });
    const rotation = 'Secrets Manager cannot rotate the access key of an IAM user by itself: a higher serial number rotates it at the next '
      + 'deployment.';
    acknowledge(secret, {
      'AwsSolutions-SMG4': rotation,
      'HIPAA.Security-SecretsManagerRotationEnabled': rotation,
      'NIST.800.53.R5-SecretsManagerRotationEnabled': rotation,
    });
    if (!options.encryptionKey) {
      const encryption = 'The AWS managed key encrypts it free of charge; encryptionKey accepts a customer-managed key.';
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
    throw unsafe('access-key-from-anywhere', 'sourceIps', props.sourceIps, 'set sourceIps, sourceVpcIds or sourceVpcEndpointIds, or set usableFromAnywhere');
  }
  requireValidSource(props);
}
