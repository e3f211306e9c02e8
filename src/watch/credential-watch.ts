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
 * Keeps watch over what grows old in an account: passwords and access keys, permissions that nobody uses and, where asked for, an alias
 * and a password policy that somebody changed. It needs no baseline, no bootstrap and costs nothing within the free tiers.
 *
 * Its functions are part of the template, of which CloudFormation takes 51,200 characters without a bucket: with all parts it has room in
 * a stack of its own, beside the one of an `AccountWatch`.
 *
 * @example
 * new CredentialWatch(this, 'CredentialWatch', {
 *   emailAddresses: ['security@example.com'],
 *   credentialReport: { action: CredentialReportAction.DEACTIVATE, exemptPaths: ['/break-glass/'] },
 * });
 */
export class CredentialWatch extends Construct {
  /** Who is told. */
  public readonly topic: sns.ITopic;

  /** The credential report, unless it is left out. */
  public readonly credentialReport?: CredentialReport;

  /** The access advisor, unless it is left out. */
  public readonly accessAdvisor?: AccessAdvisor;

  /** The guard of the settings, if it is asked for. */
  public readonly driftGuard?: DriftGuard;

  /**
   * @throws if the stack has a credential watch already; if a property does not exist or has a wrong value; if one property would be
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
