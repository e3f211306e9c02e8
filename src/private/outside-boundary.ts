import { CfnResource, Stack } from 'aws-cdk-lib';
import { IConstruct } from 'constructs';
import { unsafe } from './errors';

/**
 * Refuses, at synth, a permissions boundary that the app puts on an identity of the baseline from outside: with
 * `iam.PermissionsBoundary.of(scope)`, or with the `permissionsBoundary` of a stack, a stage or the context. Those who administer the
 * account would lose rights, or the deployment would fail because the policy is not there yet.
 *
 * @param construct whose default child is a role or a user
 */
export function requireNoOutsideBoundary(construct: IConstruct): void {
  construct.node.addValidation({
    validate: () => {
      const resource = construct.node.defaultChild;
      const boundary = CfnResource.isCfnResource(resource) ? overrideOf(resource) : undefined;
      if (boundary === undefined) return [];
      // It is no property of the construct, so that no facade has another name for it.
      return [unsafe('boundary-on-baseline', 'permissionsBoundary', Stack.of(construct).resolve(boundary),
        'iam.PermissionsBoundary, or permissionsBoundary of the stack, the stage or the context, puts it on an identity that administers the account. '
        + 'Apply it to a scope without the baseline, or set it on single identities').message];
    },
  });
}

/** aws-cdk-lib writes these boundaries over the properties, where no public member shows them. */
function overrideOf(resource: CfnResource): unknown {
  const { rawOverrides } = resource as unknown as { readonly rawOverrides?: { readonly Properties?: { readonly PermissionsBoundary?: unknown } } };
  return rawOverrides?.Properties?.PermissionsBoundary;
}
