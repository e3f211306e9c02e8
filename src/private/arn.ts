import { CfnResource, Fn, Token } from 'aws-cdk-lib';
import { IConstruct } from 'constructs';

/**
 * The ARN of an IAM resource of this account, in whatever partition the stack is deployed to. `Fn::Sub` keeps the template a
 * third smaller than the joins that string tokens become.
 *
 * @param resource what follows the account id, such as `user/account-baseline/*`; an IAM policy variable is written `${!aws:username}`
 */
export function iamArn(resource: string): string {
  return globalArn('iam', resource);
}

/**
 * The ARN of a resource of this account and region.
 *
 * @param service the service's ARN namespace, such as `ssm`
 * @param resource what follows the account id, such as `parameter/account-baseline/*`
 */
export function regionalArn(service: string, resource: string): string {
  return arn(`${service}:\${AWS::Region}:\${AWS::AccountId}`, resource);
}

/** The ARN of a resource of this account that is in no region. */
export function globalArn(service: string, resource: string): string {
  return arn(`${service}::\${AWS::AccountId}`, resource);
}

/** The ARN of a resource of this account in every region. */
export function anyRegionArn(service: string, resource: string): string {
  return arn(`${service}:*:\${AWS::AccountId}`, resource);
}

/**
 * The ARN of a resource that names no account, or another one than that of the stack.
 *
 * @param start the service, the region and the account, such as `identitystore::`
 */
export function arnOutsideAccount(start: string, resource: string): string {
  return arn(start, resource);
}

/** The `Arn` attribute of a resource, for other resources of its stack alone. It is a third shorter than `Fn::GetAtt`. */
export function arnInStack(construct: IConstruct): string {
  return Fn.sub(`\${${(construct.node.defaultChild as CfnResource).logicalId}.Arn}`);
}

/** The text of a substitution must be known at synth, so that what only the deployment knows is a variable of it. */
function arn(start: string, resource: string): string {
  if (!Token.isUnresolved(resource)) return Fn.sub(`arn:\${AWS::Partition}:${start}:${resource}`);
  return Fn.sub(`arn:\${AWS::Partition}:${start}:\${Resource}`, { Resource: resource.replace(/\$\{!/g, '${') });
}
