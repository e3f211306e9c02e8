import { AwsError } from '../edge';

/** The account of the function, which manages the organization. */
const MANAGEMENT = '111122223333';

/**
 * Organizations and central root access of IAM. Which settings are on is a part of the fake account; what others have made is not, and
 * stays as it is.
 */
export class FakeOrganization {
  /** Services that others have given trusted access. */
  public readonly trusted = ['config.amazonaws.com', 'iam.amazonaws.com'];
  /** Policies of others, by id. */
  public policies: Record<string, { readonly type: string; readonly targets: string[]; readonly aws?: boolean }> = {};
  /** Accounts that others have made administrators of a service. */
  public administrators: Record<string, string[]> = {};
  /** The account is in no organization. */
  public isGone = false;
  /** For so many calls, Organizations works on a former change of a policy. */
  public busy = 0;
  /** The status of a type that has just been enabled. */
  public status = 'ENABLED';

  constructor(private readonly isOn: (name: string) => boolean, private readonly set: (name: string, isOn: boolean) => void) {}

  /** @returns undefined for a call to another service */
  public handle(action: string, input: Record<string, any>, seen: string[]): object | string | undefined {
    const [service, operation] = action.split(':');
    if (service === 'iam' && /Organizations/.test(operation)) return this.rootFeatures(operation, seen);
    if (service !== 'organizations') return undefined;
    if (this.isGone) throw new AwsError('AWSOrganizationsNotInUseException', 400, 'Your account is not a member of an organization.');
    const { PolicyType, ServicePrincipal, AccountId } = input;
    const administrator = `organization-delegated-administrator/${ServicePrincipal}/${AccountId}`;
    const about = (kind: string) => seen.map((name) => name.split('/')).filter(([first]) => first === kind).map(([, ...rest]) => rest);
    switch (operation) {
      case 'ListRoots': {
        const PolicyTypes = about('organization-policy-type').map(([Type]) => ({ Type, Status: this.status }));
        return { Roots: [{ Id: 'r-abcd', PolicyTypes }] };
      }
      case 'EnablePolicyType':
      case 'DisablePolicyType': {
        if (input.RootId !== 'r-abcd') throw new AwsError('RootNotFoundException', 400);
        if (this.busy > 0) {
          this.busy--;
          throw new AwsError('PolicyChangesInProgressException', 400, 'Changes to the effective policy are in progress.');
        }
        const name = `organization-policy-type/${PolicyType}`;
        const enables = operation === 'EnablePolicyType';
        if (this.isOn(name) === enables) throw new AwsError(`PolicyType${enables ? 'AlreadyEnabled' : 'NotEnabled'}Exception`, 400);
        this.set(name, enables);
        return {};
      }
      case 'ListPolicies':
        return paged(input, 'Policies', Object.entries(this.policies).filter(([, { type }]) => type === input.Filter).map(([Id, { aws }]) => ({ Id, AwsManaged: aws ?? false })));
      case 'ListTargetsForPolicy':
        return paged(input, 'Targets', this.policies[input.PolicyId].targets.map((TargetId) => ({ TargetId })));
      case 'ListAWSServiceAccessForOrganization':
        return paged(input, 'EnabledServicePrincipals', [...this.trusted, ...about('organization-trusted-access').map(([name]) => name)]
          .map((name) => ({ ServicePrincipal: name })));
      case 'EnableAWSServiceAccess':
      case 'DisableAWSServiceAccess':
        this.set(`organization-trusted-access/${ServicePrincipal}`, operation === 'EnableAWSServiceAccess');
        return {};
      case 'ListDelegatedAdministrators': {
        const ours = about('organization-delegated-administrator').filter(([name]) => name === ServicePrincipal).map(([, account]) => account);
        return paged(input, 'DelegatedAdministrators', [...this.administrators[ServicePrincipal] ?? [], ...ours].map((Id) => ({ Id })));
      }
      case 'RegisterDelegatedAdministrator':
        if (AccountId === MANAGEMENT) throw new AwsError('ConstraintViolationException', 400, 'You cannot register the management account as a delegated administrator.');
        if (!this.trusted.includes(ServicePrincipal)) throw new AwsError('ConstraintViolationException', 400, 'You must enable service access first.');
        if (this.isOn(administrator)) throw new AwsError('AccountAlreadyRegisteredException', 400);
        this.set(administrator, true);
        return {};
      case 'DeregisterDelegatedAdministrator':
        if (!this.isOn(administrator)) throw new AwsError('AccountNotRegisteredException', 400);
        this.set(administrator, false);
        return {};
      default:
        throw new AwsError('InvalidAction', 400, action);
    }
  }

  private rootFeatures(operation: string, seen: string[]): string {
    if (!this.trusted.includes('iam.amazonaws.com')) throw new AwsError('ServiceAccessNotEnabledException', 400);
    const [, verb, feature] = /^(Enable|Disable|List)Organizations(\w+)$/.exec(operation)!;
    if (verb !== 'List') this.set(`organization-root-feature/${feature}`, verb === 'Enable');
    const features = seen.filter((name) => name.startsWith('organization-root-feature/')).map((name) => `<member>${name.split('/')[1]}</member>`);
    return `<${operation}Response><${operation}Result><OrganizationId>o-example</OrganizationId><EnabledFeatures>${features.join('')}</EnabledFeatures></${operation}Result></${operation}Response>`;
  }
}

/** One item a page, after a first page with none. */
function paged(input: Record<string, any>, member: string, items: object[]): object {
  const page = Number(input.NextToken ?? 0);
  return { [member]: page ? items.slice(page - 1, page) : [], NextToken: page < items.length ? `${page + 1}` : undefined };
}
