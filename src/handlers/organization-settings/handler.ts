import { inOrganization } from './in-organization';
import { organizationSettingType } from '../../account/contract/organization-settings';
import { customResource, REFUSED } from '../shared/custom-resource/custom-resource';
import { CustomResourceEvent } from '../shared/custom-resource/event';
import { statusOfSender } from '../shared/custom-resource/sender';
import { LambdaContext } from '../shared/lambda-context';

/** The custom resources of the settings of an organization. The name of a setting says more than its type. */
export function organizationHandler(event: CustomResourceEvent, context: LambdaContext): Promise<void> {
  const setting = `${event.ResourceProperties?.Setting ?? ''}`;
  return customResource(event, context, organizationSettingType(setting), setting, async (request) => {
    const stackStatus = await statusOfSender(request, request.budget.call);
    if (!stackStatus) throw REFUSED;
    return inOrganization(request, context.invokedFunctionArn, /ROLLBACK/.test(stackStatus));
  });
}
