import { Annotations } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import { allowsEverything, identityWritesOf, passesAnyRole } from './least-privilege/identity-rights';
import { statementsOf } from './least-privilege/statements';

/** What AWS's own policies give away; of the others of AWS nothing is known here. */
const AWS_MANAGED: Record<string, 'fullAccess' | 'identityWrites'> = { AdministratorAccess: 'fullAccess', IAMFullAccess: 'identityWrites' };

/** A right that no job function but the administrator's should have. */
interface Wide {
  readonly kind: 'fullAccess' | 'identityWrites' | 'passRole';
  readonly where: string;
  readonly what: string;
}

/**
 * Warns at synth of a job function that amounts to an administrator's, with the ids `cdk-secure-account-baseline:jobFunction` and
 * `FullAccess`, `IdentityWrites` or `PassRole`. They are acknowledged on the identity or above it.
 *
 * @param policies as they are at synth, with what was granted to them meanwhile
 */
export function warnOfWideRights(identity: Construct, job: string, awsManaged: string[], policies: iam.IManagedPolicy[], guardrail: boolean): void {
  identity.node.addValidation({
    validate: () => {
      // Of what lies below, since acknowledgements count for that alone.
      const annotations = Annotations.of(identity.node.defaultChild ?? identity);
      for (const { kind, where, what } of [...wideOfAws(awsManaged), ...policies.filter(isMadeHere).flatMap(wideOf)]) {
        annotations.addWarningV2(`cdk-secure-account-baseline:jobFunction${kind[0].toUpperCase()}${kind.slice(1)}`,
          `The job function ${job} ${what} (${where}): ${guardrail
            ? 'its guardrail denies the most of that, so take out what is not meant'
            : 'without a guardrail whoever has the job is an administrator'}`);
      }
      return [];
    },
  });
}

function wideOfAws(names: string[]): Wide[] {
  return names.filter((name) => name in AWS_MANAGED).map((name) => (
    { kind: AWS_MANAGED[name], where: name, what: AWS_MANAGED[name] === 'fullAccess' ? 'may do everything' : 'changes identities' }
  ));
}

function wideOf(policy: iam.ManagedPolicy): Wide[] {
  return statementsOf(policy, policy.document).flatMap((statement): Wide[] => {
    const where = `${policy.node.path}, ${statement.label}`;
    // The rest follows from it.
    if (allowsEverything(statement)) return [{ kind: 'fullAccess', where, what: 'may do everything' }];
    const writes = identityWritesOf(statement);
    const named = `${writes.slice(0, 5).join(', ')}${writes.length > 5 ? ` and ${writes.length - 5} more` : ''}`;
    return [
      ...writes.length > 0 ? [{ kind: 'identityWrites' as const, where, what: `changes identities by ${named}` }] : [],
      ...passesAnyRole(statement) ? [{ kind: 'passRole' as const, where, what: 'passes any role to services' }] : [],
    ];
  });
}

function isMadeHere(policy: iam.IManagedPolicy): policy is iam.ManagedPolicy {
  return policy instanceof iam.ManagedPolicy;
}
