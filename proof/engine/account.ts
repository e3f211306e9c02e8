import { App, Stack } from 'aws-cdk-lib';
import { awsManagedPolicy } from './aws-managed-policies';
import { Policy } from './policy';
import { COMMERCIAL, Deployment, LoadedTemplate, loadTemplate, policiesOfGroup, policiesOfRole, trustOfRole } from './template';
import { JobFunctionGroup } from '../../src/identities/job-function-group';
import { MfaEnforcement } from '../../src/identities/mfa-enforcement';
import { MfaEnforcementMode } from '../../src/identities/mfa-enforcement-mode';
import { Guardrail } from '../../src/permissions/guardrail';
import { JobFunction } from '../../src/permissions/job-function';
import { WORKLOAD_PATH } from '../../src/private/iam-names';

export const JOBS: Record<string, JobFunction> = Object.fromEntries([
  JobFunction.ADMINISTRATOR, JobFunction.POWER_USER, JobFunction.SECURITY_AUDITOR, JobFunction.VIEW_ONLY, JobFunction.BILLING,
  JobFunction.SUPPORT, JobFunction.SYSTEM_ADMINISTRATOR, JobFunction.NETWORK_ADMINISTRATOR, JobFunction.DATABASE_ADMINISTRATOR,
  JobFunction.DATA_SCIENTIST,
].map((job) => [job.name, job]));

export interface AccountOptions {
  readonly mfaEnforcement?: { allowFirstPasswordChange?: boolean; exemptedActions?: string[]; mode?: keyof typeof MfaEnforcementMode };
  readonly cdkDeployWithAdministratorRights?: boolean;
}

/** An account with the real constructs deployed: a group for each job function under one MFA enforcement. */
export class Account {
  /** An account in which a template of another stack is deployed. */
  public static withTemplate(template: LoadedTemplate): Account {
    return Object.create(Account.prototype, { template: { value: template } });
  }

  public readonly template: LoadedTemplate;

  constructor(options: AccountOptions = {}, deployment: Deployment = COMMERCIAL) {
    const app = new App();
    const stack = new Stack(app, 'Baseline');
    const { mode, ...mfa } = options.mfaEnforcement ?? {};
    const mfaEnforcement = new MfaEnforcement(stack, 'MfaEnforcement', { ...mfa, mode: mode && MfaEnforcementMode[mode] });
    new Guardrail(stack, 'Guardrail', { cdkDeployWithAdministratorRights: options.cdkDeployWithAdministratorRights });
    for (const [name, jobFunction] of Object.entries(JOBS)) new JobFunctionGroup(stack, `${name}Group`, { jobFunction, mfaEnforcement });
    this.template = loadTemplate(stack, deployment);
  }

  public get deployment(): Deployment {
    return this.template.deployment;
  }

  /** The policies of a person in the groups of these jobs, or under MFA enforcement alone, plus AWS managed policies. */
  public policiesOfPerson(jobs: string[], others: string[]): Policy[] {
    const enforcement = jobs.length === 0 ? [this.template.managedPolicy(this.template.find('AWS::IAM::ManagedPolicy', 'MfaEnforcement'))] : [];
    return [...enforcement, ...jobs.flatMap((job) => policiesOfGroup(this.template, JOBS[job].groupName)), ...others.map(awsManagedPolicy)];
  }

  public policiesOfRole(name: string): Policy[] {
    return policiesOfRole(this.template, name);
  }

  public trustOf(roleName: string): any {
    return trustOfRole(this.template, roleName);
  }

  /** Completes the text of a case: `user/alice` becomes an ARN, and `${account}` the account. */
  public arn(text: string): string {
    const { partition, account, region } = this.deployment;
    const iam = /^(user|group|role|policy|mfa|instance-profile|server-certificate|oidc-provider|saml-provider)\//.test(text);
    return (iam ? `arn:\${partition}:iam::\${account}:${text}` : text)
      .replace(/\$\{(partition|account|region|workload)\}/g, (_, name: string) => ({ partition, account, region, workload: WORKLOAD_PATH })[name]!);
  }
}
