import { OidcSubject } from '../../../trust/oidc/oidc-subject';
import { ANY_CLAIMS, OidcSubjectConfig, requireOne } from '../../../trust/oidc/oidc-subject-config';

/**
 * A service account of a Kubernetes cluster, with which its pods call AWS. The issuer is that of the cluster; for Amazon EKS, `aws eks
 * describe-cluster --name NAME --query cluster.identity.oidc.issuer` shows it. EKS Pod Identity needs no provider.
 *
 * Sources: Amazon EKS User Guide, "IAM roles for service accounts"; Kubernetes, "Configure Service Accounts for Pods".
 *
 * @example
 * const provider = new OidcProvider(this, 'Cluster', { url: 'https://oidc.eks.eu-west-1.amazonaws.com/id/EXAMPLED539D4633E53DE1B71EXAMPLE' });
 * new OidcRole(this, 'Backup', { provider, subjects: [KubernetesSubject.serviceAccount('backup', 'nightly')] });
 */
export class KubernetesSubject extends OidcSubject {
  /**
   * Admits one service account. Everyone who may create pods in its namespace can use it.
   *
   * @param namespace the namespace
   * @param serviceAccount the name of the service account
   * @throws if Kubernetes does not allow a name
   */
  public static serviceAccount(namespace: string, serviceAccount: string): KubernetesSubject {
    return new KubernetesSubject(namespace, serviceAccount);
  }

  /** @internal */
  public readonly _config: OidcSubjectConfig;

  private constructor(namespace: string, serviceAccount: string) {
    super();
    requireOne('namespace', namespace, /^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/, 'a namespace has 1 to 63 lowercase letters, digits and hyphens');
    requireOne('serviceAccount', serviceAccount, /^[a-z0-9]([a-z0-9.-]{0,251}[a-z0-9])?$/, 'a service account has 1 to 253 lowercase letters, '
      + 'digits, hyphens and dots');
    this._config = { ...ANY_CLAIMS, subjects: [`system:serviceaccount:${namespace}:${serviceAccount}`], audiences: ['sts.amazonaws.com'] };
  }
}
