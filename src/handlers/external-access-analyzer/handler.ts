import { put, remove } from './analyzers';
import { ACCESS_ANALYZER_TYPE, AccessAnalyzerProperties } from '../../account/contract/options';
import { customResource } from '../shared/custom-resource/custom-resource';
import { CustomResourceEvent } from '../shared/custom-resource/event';
import { LambdaContext } from '../shared/lambda-context';

/** The custom resource of an access analyzer. */
export function handler(event: CustomResourceEvent, context: LambdaContext): Promise<void> {
  const { Type, Name, UnusedAccessAge, Archive } = { ...event.ResourceProperties } as unknown as AccessAnalyzerProperties;
  return customResource(event, context, ACCESS_ANALYZER_TYPE, Type, async ({ RequestType, RequestId, StackId, budget: { call } }) => {
    if (RequestType === 'Delete') return remove(call, Type, StackId);
    // CloudFormation sends numbers as text.
    const wanted = { Type, Name, Archive, UnusedAccessAge: UnusedAccessAge && Number(UnusedAccessAge) };
    const { arn, created } = await put(call, wanted, StackId, RequestId);
    return { AnalyzerArn: arn, Created: String(created) };
  });
}
