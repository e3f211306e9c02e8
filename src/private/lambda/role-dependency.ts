import { CfnResource, Lazy } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as lambda from 'aws-cdk-lib/aws-lambda';

/**
 * Leaves out the dependency of a function on its role, which CDK adds. The reference to the role makes it already, as cfn-lint says
 * (W3005). Every other dependency stays.
 */
export function omitRoleDependency(handler: lambda.Function, role: iam.Role): void {
  const resource = handler.node.defaultChild as CfnResource;
  resource.addOverride('DependsOn', Lazy.any({
    produce: () => {
      const others = resource.obtainDependencies().filter((each) => each !== role.node.defaultChild);
      return others.length > 0 ? others.map((each) => (each as CfnResource).logicalId).sort() : undefined;
    },
  }));
}
