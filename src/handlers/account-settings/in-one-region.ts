import { lifecycle } from './lifecycle';
import { SETTINGS } from './settings';
import { SETTING_OPTIONS } from '../../account/contract/fields';
import { ownershipRecord } from '../../account/contract/parameters';
import type { SettingName } from '../../account/contract/settings';
import { CustomResourceRequest } from '../shared/custom-resource/custom-resource';
import { form } from '../shared/settings/fields';
import { parameter } from '../shared/settings/ownership-record';

/** Changes or undoes a setting in the region of the function. */
export async function inOneRegion(request: CustomResourceRequest, functionArn: string, isRollback: boolean): Promise<Record<string, string> | void> {
  const { budget, note, RequestType, RequestId, StackId: stackId, LogicalResourceId: logicalId } = request;
  const { Setting = '', OnExisting = 'OVERWRITE', ...properties } = { ...request.ResourceProperties };
  const name = Setting as SettingName;
  const setting = SETTINGS[name]?.(budget, functionArn);
  if (!setting) {
    const text = `unknown setting ${name}`;
    // A newer release that is rolled back set it. This one cannot undo it, and a stack that cannot be deleted does not help.
    if (RequestType === 'Delete') return note(text);
    throw Error(text);
  }
  const { put, undo } = lifecycle(
    setting, { stackId, logicalId }, RequestId, parameter(budget.call, ownershipRecord(name)), budget, isRollback, note,
  );
  if (RequestType === 'Delete') return undo(request.failedCreate);
  form(SETTING_OPTIONS).parseProperties({ OnExisting });
  // Before the attributes: as an argument of the optional call it would not be evaluated for a setting without attributes.
  const value = await put(setting.parseProperties(properties), OnExisting, RequestType === 'Update');
  return setting.attributes?.(value);
}
