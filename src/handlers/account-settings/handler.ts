import { settingType } from '../../account/contract/settings';
import { CustomResourceRequest, customResource, REFUSED } from '../shared/custom-resource/custom-resource';
import { CustomResourceEvent } from '../shared/custom-resource/event';
import { statusOfSender } from '../shared/custom-resource/sender';
import { LambdaContext } from '../shared/lambda-context';

/**
 * Does what an event of the custom resource of a setting asks for. CloudFormation waits for it.
 *
 * @param isRollback whether the stack of the custom resource rolls back
 * @returns the attributes of the custom resource
 */
export type Work = (request: CustomResourceRequest, functionArn: string, isRollback: boolean) => Promise<Record<string, string> | void>;

/** The custom resources of the settings that an account has exactly one of. */
export function settingsHandler(work: Work): (event: CustomResourceEvent, context: LambdaContext) => Promise<void> {
  return (event, context) => {
    const setting = `${event.ResourceProperties?.Setting ?? ''}`;
    return customResource(event, context, settingType(setting), setting, async (request) => {
      const stackStatus = await statusOfSender(request, request.budget.call);
      if (!stackStatus) throw REFUSED;
      return work(request, context.invokedFunctionArn, /ROLLBACK/.test(stackStatus));
    });
  };
}
