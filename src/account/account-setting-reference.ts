import { IResource } from 'aws-cdk-lib';
import type { HardenedRegions } from './regions/hardened-regions';

/** A setting that an account, or each of its regions, has exactly one of, such as its alias or its password policy. */
export interface IAccountSetting extends IResource {
  /**
   * What the template asks for: the name of the setting, the properties of its custom resource, the regions that have it besides that of
   * the stack, and whether it adopts a value that it finds.
   *
   * @internal
   */
  readonly _definition: {
    readonly setting: string;
    readonly properties: { readonly [name: string]: any };
    readonly regions?: HardenedRegions;
    readonly adopts?: boolean;
  };
}
