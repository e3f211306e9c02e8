import { Template } from 'aws-cdk-lib/assertions';
import { decide } from '../../proof/engine/decide';
import { COMMERCIAL, LoadedTemplate } from '../../proof/engine/template';
import { EdgeCall } from '../handlers/edge';

export const ACCOUNT = COMMERCIAL.account;

/** What the function of a construct may do, by the policy in its template. */
export class FunctionPermissions {
  private readonly statements: any[];

  constructor(template: Template) {
    const loaded = new LoadedTemplate('stack', template.toJSON(), COMMERCIAL);
    this.statements = loaded.idsOf('AWS::IAM::ManagedPolicy').flatMap((id) => loaded.managedPolicy(id).policy.Statement);
  }

  /** The actions that are granted, but for the log. */
  public get granted(): string[] {
    return this.statements.filter(({ Effect }) => Effect === 'Allow').flatMap(({ Action }) => Action).filter((action) => !action.startsWith('logs:')).sort();
  }

  public async allows(action: string, resource: string, context: Record<string, string> = {}): Promise<boolean> {
    return await decide({
      principal: `arn:aws:iam::${ACCOUNT}:role/function`,
      account: ACCOUNT,
      action,
      resource,
      context,
      policies: [{ name: 'policy', policy: { Version: '2012-10-17', Statement: this.statements } }],
    }) === 'Allowed';
  }

  /** The calls that would be denied, as `action on resource`. */
  public async denied(calls: EdgeCall[], resourceOf: (call: EdgeCall) => string): Promise<string[]> {
    const asked = new Map(calls.map((call) => [`${call.action} on ${resourceOf(call)}`, call]));
    const denied: string[] = [];
    for (const [key, call] of asked) {
      if (!await this.allows(call.action, resourceOf(call))) denied.push(key);
    }
    return denied;
  }
}
