import * as sns from 'aws-cdk-lib/aws-sns';
import { Construct } from 'constructs';
import { AccessAdvisor } from './access-advisor/access-advisor';
import { CredentialReport } from './credential-report/credential-report';
import { requireCredentialWatchProps } from './credential-watch-checks';
import { CredentialWatchPart } from './credential-watch-part';
import { CredentialWatchProps } from './credential-watch-props';
import { DriftGuard } from './drift-guard/drift-guard';
import { watchTopic } from './watch-topic';
import { inConstruct } from '../private/errors';
import { requireOnlyOneInStack } from '../private/only-one';
import { inProperty } from '../private/written-properties';

/**
 * Watches the credentials and settings of an account over time: old passwords and access keys, unused permissions and, with `driftGuard`,
 * changes to the alias and the password policy. It needs no baseline and no bootstrap, and is free of charge within the free tiers.
 *
 * Its functions are part of the template, which CloudFormation limits to 51,200 characters without a bucket: with all parts, it fits in a
 * separate stack, next to that of an `AccountWatch`.
 *
 * @example
 * new CredentialWatch(this, 'CredentialWatch', {
 *   emailAddresses: ['security@example.com'],
 *   credentialReport: { action: CredentialReportAction.DEACTIVATE, exemptPaths: ['/break-glass/'] },
 * });
 */
export class CredentialWatch extends Construct {
  /** The topic that is notified. */
  public readonly topic: sns.ITopic;

  /** The credential report. Undefined if it is left out. */
  public readonly credentialReport?: CredentialReport;

  /** The access advisor. Undefined if it is left out. */
  public readonly accessAdvisor?: AccessAdvisor;

  /** The drift guard. Undefined unless `driftGuard` is set. */
  public readonly driftGuard?: DriftGuard;

  /**
   * @throws if the stack already has a credential watch, if a property does not exist or has an invalid value, or if a property would be
   * ignored because of another one
   */
  constructor(scope: Construct, id: string, props: CredentialWatchProps = {}) {
    super(scope, id);
    inConstruct(scope, id, () => requireCredentialWatchProps(props, new.target !== CredentialWatch));
    requireOnlyOneInStack(this, 'a credential watch');
    const has = (part: CredentialWatchPart) => !props.omit?.includes(part);
    const topic = this.topic = watchTopic(this, props, 'credential-alerts');
    if (has(CredentialWatchPart.CREDENTIAL_REPORT)) {
      this.credentialReport = inProperty('credentialReport',
        () => new CredentialReport(this, 'CredentialReport', { topic, ...props.credentialReport }));
    }
    if (has(CredentialWatchPart.ACCESS_ADVISOR)) {
      this.accessAdvisor = inProperty('accessAdvisor', () => new AccessAdvisor(this, 'AccessAdvisor', { topic, ...props.accessAdvisor }));
    }
    if (props.driftGuard) {
      this.driftGuard = inProperty('driftGuard', () => new DriftGuard(this, 'DriftGuard', { topic, trail: props.trail, ...props.driftGuard }));
    }
  }
}
