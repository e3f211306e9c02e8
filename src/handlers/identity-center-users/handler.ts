import { userLifecycle } from './user';
import { IDENTITY_CENTER_USER_TYPE, IdentityCenterUserProperties } from '../../account/contract/identity-center-users';
import { customResource, REFUSED } from '../shared/custom-resource/custom-resource';
import { CustomResourceEvent } from '../shared/custom-resource/event';
import { statusOfSender } from '../shared/custom-resource/sender';
import { LambdaContext } from '../shared/lambda-context';

/**
 * The custom resources of users of Identity Center. Names and addresses of people come neither into the log nor into an answer: the
 * properties of an event stay here, and messages of AWS lose what looks like an address.
 */
export function usersHandler({ ResourceProperties, OldResourceProperties, ...event }: CustomResourceEvent, context: LambdaContext): Promise<void> {
  return customResource(event, context, IDENTITY_CENTER_USER_TYPE, `identity-center-user/${event.LogicalResourceId}`, async (request) => {
    const stackStatus = await statusOfSender(request, request.budget.call);
    if (!stackStatus) throw REFUSED;
    const user = userLifecycle(request, propertiesOf(ResourceProperties), /ROLLBACK/.test(stackStatus));
    try {
      if (request.RequestType === 'Delete') return void await user.delete();
      return { UserId: `${await (request.RequestType === 'Update' ? user.update(propertiesOf(OldResourceProperties)) : user.create())}` };
    } catch (error) {
      (error as Error).message = (error as Error).message.replace(/[^\s'"<(]+@[^\s'">)]+/g, '<email>');
      throw error;
    }
  });
}

function propertiesOf(properties: unknown): IdentityCenterUserProperties {
  return properties as IdentityCenterUserProperties;
}
