import { put, remove, Wanted } from './analyzers';
import { CustomResourceEvent, respond } from '../shared/custom-resource/respond';
import { budget as budgetOf } from '../shared/retry';

interface LambdaContext {
  getRemainingTimeInMillis(): number;
}

/** The custom resource of an analyzer: each event is answered exactly once. */
export async function handler({ ResponseURL, ...event }: CustomResourceEvent, context: LambdaContext): Promise<void> {
  const end = Date.now() + context.getRemainingTimeInMillis();
  const { call, end: answerAt } = budgetOf(end);
  const { Type, Name, UnusedAccessAge, Archive = [] } = { ...event.ResourceProperties } as Record<string, any>;

  async function work(): Promise<Record<string, string> | undefined> {
    if (event.RequestType === 'Delete') return remove(call, Type, event.StackId) as Promise<undefined>;
    // CloudFormation sends every number as a string.
    const wanted: Wanted = { type: Type, name: Name, unusedAccessAge: UnusedAccessAge && Number(UnusedAccessAge), archive: Archive };
    const { arn, made } = await put(call, wanted, event.StackId, event.RequestId);
    return { AnalyzerArn: arn, Made: String(made) };
  }

  let timer;
  let Data;
  let Status = 'SUCCESS';
  let Reason = '';
  try {
    Data = await Promise.race([work(), new Promise<never>((_, reject) => {
      timer = setTimeout(() => reject(Error('no time left: the last call may have taken effect')), answerAt - Date.now());
    })]);
  } catch (error) {
    Status = 'FAILED';
    Reason = (error as Error).message;
  }
  clearTimeout(timer);
  const answer = { Status, Reason, Data, PhysicalResourceId: event.PhysicalResourceId ?? String(Type) };
  // Never the ResponseURL: whoever has it can answer in our name.
  console.log(JSON.stringify({ ...event, ...answer }));
  await respond(ResponseURL, event, answer, end - 1_000);
}
