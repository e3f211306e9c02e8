import { readdirSync, readFileSync } from 'fs';
import { join } from 'path';
import { App, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import * as iam from 'aws-cdk-lib/aws-iam';
import { AlertTopic } from '../../../src/watch/alerts/alert-topic';
import { IdentityChangeAlert } from '../../../src/watch/alerts/identity-change-alert';
import { RootActivityAlert } from '../../../src/watch/alerts/root-activity-alert';
import { TrailSource } from '../../../src/watch/audit-trail/audit-trail-source';
import { DriftGuard } from '../../../src/watch/drift-guard/drift-guard';

/** The rules by the name that the cases use for them. */
export type Alarm = 'RootActivity' | 'IdentityChange' | 'Sessions' | 'Drift';

/** An event and who has to be told of it. */
export interface EventCase {
  readonly about: string;
  readonly alarms: Alarm[];
  readonly event: any;
}

const FOLDER = join(__dirname, 'event-cases');

export const CASES: [string, EventCase[]][] = readdirSync(FOLDER).sort()
  .map((file) => [file, JSON.parse(readFileSync(join(FOLDER, file), 'utf8'))]);

export const ACCOUNT = '111122223333';
const ROLES: Record<string, string> = { guard: `arn:aws:iam::${ACCOUNT}:role/account-baseline/guard` };

/** The event patterns of the template, as the deployment resolves them. */
export function patternsOf(): Record<Alarm, any> {
  const stack = new Stack(new App(), 'Stack');
  const topic = new AlertTopic(stack, 'Alerts');
  const trail = TrailSource.ofOrganization();
  new RootActivityAlert(stack, 'RootActivity', { topic, trail });
  new IdentityChangeAlert(stack, 'IdentityChange', {
    topic,
    trail,
    breakGlassRoles: [iam.Role.fromRoleArn(stack, 'Emergency', `arn:aws:iam::${ACCOUNT}:role/BreakGlass`)],
    expectedRoles: [iam.Role.fromRoleArn(stack, 'Deploy', `arn:aws:iam::${ACCOUNT}:role/cicd/deploy`)],
  });
  new DriftGuard(stack, 'Drift', { topic, trail });
  const rules = Object.entries(Template.fromStack(stack).findResources('AWS::Events::Rule'));
  const pattern = (prefix: RegExp) => {
    const [found, ...others] = rules.filter(([id, rule]) => prefix.test(id) && rule.Properties.EventPattern);
    if (!found || others.length) throw new Error(`${prefix} names no rule or several`);
    return deployed(found[1].Properties.EventPattern);
  };
  return {
    RootActivity: pattern(/^RootActivity/), IdentityChange: pattern(/^IdentityChangesRule/), Sessions: pattern(/^SessionsRule/), Drift: pattern(/^SettingChangesRule/),
  };
}

function deployed(value: any): any {
  if (Array.isArray(value)) return value.map(deployed);
  if (value === null || typeof value !== 'object') return value;
  if (value['Fn::Sub']) return value['Fn::Sub'].replace('${AWS::Partition}', 'aws').replace('${AWS::AccountId}', ACCOUNT);
  if (value['Fn::GetAtt']) return ROLES.guard;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, deployed(inner)]));
}
