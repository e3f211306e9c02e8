import { lifecycle } from './lifecycle';
import { SETTINGS } from './settings';
import { SETTING_OPTIONS } from '../../account/contract/fields';
import { ownershipRecord } from '../../account/contract/parameters';
import { SettingName, SettingProperties, settingType } from '../../account/contract/settings';
import { customResource, REFUSED } from '../shared/custom-resource/custom-resource';
import { CustomResourceEvent } from '../shared/custom-resource/event';
import { statusOfSender } from '../shared/custom-resource/sender';
import { LambdaContext } from '../shared/lambda-context';
import { form } from '../shared/settings/fields';
import { parameter } from '../shared/settings/ownership-record';

/** The custom resources of the settings that an account has exactly one of. */
export function handler(event: CustomResourceEvent, context: LambdaContext): Promise<void> {
  const { Setting: name = '', OnExisting = 'OVERWRITE', ...properties } =
    { ...event.ResourceProperties } as Partial<SettingProperties> & Record<string, unknown>;

  return customResource(event, context, settingType(name), name, async (request) => {
    const stackStatus = await statusOfSender(request, request.budget.call);
    if (!stackStatus) throw REFUSED;
    const { budget, note, RequestType, StackId: stackId, LogicalResourceId: logicalId } = request;
    const setting = SETTINGS[name as SettingName]?.(budget, context.invokedFunctionArn);
    if (!setting) {
      const text = `unknown setting ${name}`;
      // A newer release that is rolled back set it. This one cannot undo it, and a stack that cannot be deleted does not help.
      if (RequestType === 'Delete') return note(text);
      throw Error(text);
    }
    const { put, undo } = lifecycle(
      setting,
      { stackId, logicalId },
      request.RequestId,
      parameter(budget.call, ownershipRecord(name as SettingName)),
      budget,
      /ROLLBACK/.test(stackStatus),
      note,
    );
    if (RequestType === 'Delete') return undo(request.failedCreate);
    form(SETTING_OPTIONS).parseProperties({ OnExisting });
    // Before the attributes: as an argument of the optional call it would not be evaluated for a setting without attributes.
    const value = await put(setting.parseProperties(properties), OnExisting, RequestType === 'Update');
    return setting.attributes?.(value);
  });
}
