import type { AwsSecurityFindingIdentifier } from '@aws-sdk/client-securityhub';
import { alert } from './alert';
import { LambdaContext } from '../shared/lambda-context';
import { log } from '../shared/log';
import { budget as budgetOf } from '../shared/retry';

/** The lengths that Security Hub takes. */
const LONGEST = { Id: 512, ProductArn: 2_048 };

/** What EventBridge sends. It only names findings: whatever else it says of them is read from Security Hub. */
export interface FindingsEvent {
  readonly detail?: { readonly findings?: unknown };
}

/** Reports each finding of an event. One that fails does not keep it from the others. */
export async function handler(event: FindingsEvent, context: LambdaContext): Promise<void> {
  const budget = budgetOf(Date.now() + context.getRemainingTimeInMillis());
  // It changes nothing that it would have to restore.
  budget.until = budget.end;
  const findings = event?.detail?.findings;
  const errors: string[] = [];
  for (const named of Array.isArray(findings) ? findings : [undefined]) {
    const { Id, ProductArn } = { ...named as AwsSecurityFindingIdentifier };
    if (!isText(Id, LONGEST.Id) || !isText(ProductArn, LONGEST.ProductArn)) {
      log({ result: 'the event names no finding' });
      continue;
    }
    const result = await alert(budget, { Id, ProductArn }).catch(({ message }: Error) => {
      errors.push(`${Id}: ${message}`);
      return message;
    });
    log({ finding: Id, result });
  }
  // Lambda sends the event again.
  if (errors.length) throw Error(errors.join('; '));
}

function isText(value: unknown, longest: number): value is string {
  return typeof value === 'string' && value !== '' && value.length <= longest;
}
