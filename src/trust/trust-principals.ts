import { Aws, Fn, Token } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import { PrincipalKind } from './principal-kind';
import type { RoleTrustProps } from './role-trust-props';
import { iamArn } from '../private/arn';
import { invalid } from '../private/errors';
import { BASELINE_PATH } from '../private/iam-names';

/** The kinds whose principal is an account. */
export const TRUSTED_BY_ACCOUNT = [PrincipalKind.PERSON, PrincipalKind.ROLE, PrincipalKind.THIRD_PARTY];

const NAMED = /^(user|role)\/[\x21-\x39\x3b-\x7e]+$/;
const IAM_ARN = /^arn:aws[a-z-]*:iam::(\d{12}):((user|role)\/[\x21-\x39\x3b-\x7e]+)$/;

/** Refuses principals that are none, that are of another kind, or of an account that is not trusted: they could never come. */
export function requireOnlyPrincipals(kind: PrincipalKind, accounts: string[] | undefined, principals: string[]): void {
  for (const principal of principals) {
    if (Token.isUnresolved(principal)) continue;
    const [, account, name] = IAM_ARN.exec(principal) ?? [];
    const type = (name ?? NAMED.exec(principal)?.[0])?.split('/')[0];
    if (!type) {
      throw invalid('onlyPrincipals', principal, 'it must be the ARN of an IAM user or role, not of a session or a whole account, or what follows '
        + 'the account in it, such as role/deploy');
    }
    if (kind === PrincipalKind.PERSON && type !== 'user') throw invalid('onlyPrincipals', principal, 'a role\'s session carries no MFA; choose PrincipalKind.ROLE');
    if (kind === PrincipalKind.ROLE && type !== 'role') throw invalid('onlyPrincipals', principal, 'it is a user; choose PrincipalKind.PERSON');
    if (account && accounts && !accounts.some((trusted) => Token.isUnresolved(trusted) || trusted === account)) {
      throw invalid('onlyPrincipals', principal, `its account is none of ${accounts.join(', ')}, so that it could never come`);
    }
  }
}

/** The patterns that `aws:PrincipalArn` must match; undefined where anybody of the accounts may come, or the kind has no ARN. */
export function onlyPrincipalArns(props: RoleTrustProps): string[] | undefined {
  const accounts = props.accounts ?? [Aws.ACCOUNT_ID];
  const inEach = (name: string) => accounts.map((account) => accountArn(account, name));
  if (props.onlyPrincipals) {
    if (Token.isUnresolved(props.onlyPrincipals)) return props.onlyPrincipals;
    return props.onlyPrincipals.flatMap((principal) => NAMED.test(principal) ? inEach(principal) : [principal]);
  }
  if (props.kind === PrincipalKind.PERSON) return inEach(`user${props.usersPath ?? BASELINE_PATH}*`);
  if (props.kind === PrincipalKind.ROLE) return inEach('role/*');
  return undefined;
}

/** The principals as a policy has them. */
export function principalsOf(props: RoleTrustProps): { [type: string]: string[] } {
  if (TRUSTED_BY_ACCOUNT.includes(props.kind)) return { AWS: (props.accounts ?? [Aws.ACCOUNT_ID]).map((account) => accountArn(account, 'root')) };
  const principal = props.principal ?? new iam.ServicePrincipal('rolesanywhere.amazonaws.com');
  const principals = principal.policyFragment.principalJson;
  const type = [PrincipalKind.SAML, PrincipalKind.OIDC].includes(props.kind) ? 'Federated' : 'Service';
  if (Object.values(principals).flat().includes('*')) throw invalid('principal', '*', 'it is everybody');
  if (Object.keys(principals).some((key) => key !== type)) throw invalid('principal', Object.keys(principals).join(), `the principal of ${props.kind} is of the type ${type}`);
  return principals;
}

/** The ARN of an IAM resource of any account of the partition. */
export function accountArn(account: string, resource: string): string {
  // Fn.sub takes no text that only the deployment knows.
  if (Token.isUnresolved(resource)) return `${accountArn(account, '')}${resource}`;
  if (account === Aws.ACCOUNT_ID) return iamArn(resource);
  if (Token.isUnresolved(account)) return `${Fn.sub('arn:${AWS::Partition}:iam::')}${account}:${resource}`;
  return Fn.sub(`arn:\${AWS::Partition}:iam::${account}:${resource}`);
}
