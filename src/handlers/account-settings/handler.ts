import { lifecycle } from './lifecycle';
import { settingOf } from './settings';
import { SETTING_OPTIONS } from '../../account/contract/fields';
import { ownershipRecord } from '../../account/contract/parameters';
import type { SettingProperties } from '../../account/contract/settings';
import { cloudFormation } from '../shared/clients/cloudformation';
import { customResource, CustomResourceRequest, REFUSED } from '../shared/custom-resource/custom-resource';
import { CustomResourceEvent } from '../shared/custom-resource/event';
import { statusOfSender } from '../shared/custom-resource/sender';
import { LambdaContext } from '../shared/lambda-context';
import { only } from '../shared/retry';
import { form } from '../shared/settings/fields';
import { parameter } from '../shared/settings/ownership-record';

/** The custom resources of the settings that an account has exactly one of. */
export function handler(event: CustomResourceEvent, context: LambdaContext): Promise<void> {
  const { ServiceToken, ServiceTimeout, Setting: name, OnExisting = 'OVERWRITE', ...properties } =
    { ...event.ResourceProperties } as Partial<SettingProperties> & Record<string, unknown>;

  return customResource(event, context, String(name), async (request: CustomResourceRequest) => {
    const stackStatus = await statusOfSender(request, request.budget.call);
    if (!stackStatus) throw REFUSED;
    const { budget, note, RequestType, StackId: stackId, LogicalResourceId: logicalId } = request;
    const setting = settingOf(name)?.(budget, context.invokedFunctionArn);
    if (!setting) {
      const text = `this release does not know the setting ${name}`;
      // A newer release that is rolled back set it. This one cannot undo it, and a stack that cannot be deleted does not help.
      if (RequestType === 'Delete') return note(text);
      throw Error(text);
    }
    const { put, undo } = lifecycle(
      setting,
      { stackId, logicalId },
      request.RequestId,
      parameter(budget.call, ownershipRecord(name!)),
      budget,
      async (StackName) => (await budget.call(cloudFormation(), 'cloudformation:DescribeStacks', { StackName })
        .catch(only('ValidationError')))?.Stacks?.[0]?.StackStatus,
      /ROLLBACK/.test(stackStatus),
      note,
    );
    if (RequestType === 'Delete') return undo(request.failedCreate);
    for (const property in properties) {
      if (!setting.properties.includes(property)) note(`ignores ${property}`);
    }
    form(SETTING_OPTIONS).parse({ OnExisting });
    // Before the attributes: as an argument of the optional call it would not be evaluated for a setting without attributes.
    const value = await put(setting.parse(properties), OnExisting, RequestType === 'Update');
    return setting.attributes?.(value);
  });
}
