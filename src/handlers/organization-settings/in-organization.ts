import { switchOf } from './switches';
import type { OrganizationSettingName } from '../../account/contract/organization-settings';
import { ownershipRecord } from '../../account/contract/parameters';
import { lifecycle } from '../account-settings/lifecycle';
import { CustomResourceRequest } from '../shared/custom-resource/custom-resource';
import { only } from '../shared/retry';
import { parameter } from '../shared/settings/ownership-record';

/** Turns a setting of the organization on, or off again if the resource has turned it on. */
export async function inOrganization(request: CustomResourceRequest, functionArn: string, isRollback: boolean): Promise<void> {
  const { budget, note, RequestType, RequestId, StackId: stackId, LogicalResourceId: logicalId } = request;
  const name = `${request.ResourceProperties?.Setting}` as OrganizationSettingName;
  const isDelete = RequestType === 'Delete';
  let setting;
  try {
    setting = switchOf(name, functionArn, budget);
  } catch (error) {
    // No release has turned it on, or a newer one that is rolled back: a stack that cannot be deleted does not help.
    if (isDelete) return note((error as Error).message);
    throw error;
  }
  const former = request.OldResourceProperties?.Setting;
  if (RequestType === 'Update' && former !== undefined && former !== name && !isRollback) {
    throw Error(`the setting ${former} cannot become ${name} in one deployment: take it out first, so that it is undone`);
  }
  const record = parameter<string>(budget.call, ownershipRecord(name));
  const { put, undo } = lifecycle(setting, { stackId, logicalId }, RequestId, record, budget, isRollback, note);
  if (!isDelete) return void await put(setting.parseProperties({}), 'OVERWRITE', RequestType === 'Update');
  await undo(request.failedCreate).catch(only<unknown>('ConstraintViolation', ({ message }) => {
    note(`left on, since it is in use: ${message}`);
    return record.drop();
  }));
}
