import * as iam from 'aws-cdk-lib/aws-iam';

/** A statement that denies. */
export function deny(sid: string, props: iam.PolicyStatementProps): iam.PolicyStatement {
  return new iam.PolicyStatement({ sid, effect: iam.Effect.DENY, ...props });
}

/** Actions of one service. */
export function actionsOf(service: string, names: string[]): string[] {
  return names.map((name) => `${service}:${name}`);
}
