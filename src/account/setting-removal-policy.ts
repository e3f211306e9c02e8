import { RemovalPolicy } from 'aws-cdk-lib';
import { IConstruct } from 'constructs';
import { invalid } from '../private/errors';

/**
 * The removal policy of a setting. `RETAIN` alone would also keep what a failed first deployment has set, when nothing is left that could
 * undo it.
 */
export function settingRemovalPolicy(policy: RemovalPolicy = RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE, at?: IConstruct): RemovalPolicy {
  if (policy === RemovalPolicy.RETAIN) return RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE;
  if (policy === RemovalPolicy.DESTROY || policy === RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE) return policy;
  throw invalid('removalPolicy', policy, 'it must be RETAIN_ON_UPDATE_OR_DELETE, RETAIN or DESTROY', at);
}
