import { App, Stack } from 'aws-cdk-lib';
import { WorkloadBoundary } from '../../src/permissions/workload-boundary';
import { decide, Decision } from '../engine/decide';
import { COMMERCIAL, Deployment, loadTemplate } from '../engine/template';

/** The maximum permissions of a workload, which the boundary must limit. */
const EVERYTHING = { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: '*', Resource: '*' }] };

export interface Call {
  /** `user/...` or `role/...`, which stands for its session. */
  readonly actor: string;
  readonly action: string;
  /** Short for IAM (`role/workload/app`), else an ARN or `*`. */
  readonly resource: string;
  readonly context?: Record<string, string>;
  readonly trust?: any;
}

/** An account with the real boundary deployed. */
export class BoundedAccount {
  public readonly document: any;
  public readonly boundary = 'policy/account-baseline/WorkloadBoundary';
  private readonly granted = new Map<string, Promise<Decision>>();

  constructor(public readonly deployment: Deployment = COMMERCIAL) {
    const stack = new Stack(new App(), 'Baseline');
    new WorkloadBoundary(stack, 'WorkloadBoundary');
    const template = loadTemplate(stack, deployment);
    const id = template.find('AWS::IAM::ManagedPolicy', 'WorkloadBoundary');
    if (template.arnOf(id) !== this.arn(this.boundary)) throw new Error(`The boundary is at ${template.arnOf(id)}`);
    this.document = template.managedPolicy(id).policy;
  }

  public arn(text: string): string {
    const { partition, account, region } = this.deployment;
    const iam = /^(user|group|role|policy|mfa|instance-profile|server-certificate|oidc-provider|saml-provider)\//.test(text);
    return (iam ? `arn:\${partition}:iam::\${account}:${text}` : text)
      .replace(/\$\{(partition|account|region)\}/g, (_, name: string) => ({ partition, account, region })[name]!);
  }

  /** The decision for an identity with the boundary whose own policies allow everything: it may do what both allow. */
  public async decide(call: Call, document: any = this.document): Promise<Decision> {
    const request = {
      principal: this.principal(call.actor),
      action: call.action,
      resource: this.arn(call.resource),
      account: this.arn(call.resource).split(':')[4] || this.deployment.account,
      context: {
        'aws:PrincipalArn': this.arn(call.actor),
        'aws:ViaAWSService': 'false',
        ...call.actor.startsWith('user/') ? { 'aws:username': call.actor.split('/').pop()! } : {},
        ...call.context,
      },
      trust: call.trust,
    };
    const key = JSON.stringify(request);
    if (!this.granted.has(key)) this.granted.set(key, decide({ ...request, policies: [{ name: 'everything', policy: EVERYTHING }] }));
    if (await this.granted.get(key) === 'Denied') return 'Denied';
    return decide({ ...request, policies: [{ name: 'boundary', policy: document }] });
  }

  private principal(actor: string): string {
    const { partition, account } = this.deployment;
    return actor.startsWith('role/') ? `arn:${partition}:sts::${account}:assumed-role/${actor.split('/').pop()}/session` : this.arn(actor);
  }
}
