import { form } from './fields';
import { Setting } from './setting';
import { DOCUMENT_PUBLIC_SHARING_BLOCK, DOCUMENT_SHARING_SETTING as SettingId } from '../../../account/contract/fields';
import { ssm } from '../clients/ssm';
import { Budget } from '../retry';

export interface DocumentPublicSharingBlock { readonly SettingValue: 'Disable' }

/** Whether Systems Manager documents of the account can be made public, in one region. */
export function documentPublicSharingBlock({ call }: Budget): Setting<DocumentPublicSharingBlock> {
  return {
    ...form(DOCUMENT_PUBLIC_SHARING_BLOCK),
    async read() {
      const { ServiceSetting } = await call(ssm, 'ssm:GetServiceSetting', { SettingId });
      return ServiceSetting?.SettingValue === 'Disable' ? { SettingValue: 'Disable' } : undefined;
    },
    apply: ({ SettingValue }) => call(ssm, 'ssm:UpdateServiceSetting', { SettingId, SettingValue }),
    remove: () => call(ssm, 'ssm:ResetServiceSetting', { SettingId }),
  };
}
