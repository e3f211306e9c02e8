import { IResource } from 'aws-cdk-lib';

/** A setting that an account has exactly one of, such as its alias or its password policy. */
export interface IAccountSetting extends IResource {
  /**
   * What the template asks for: the name of the setting and the properties of its custom resource.
   *
   * @internal
   */
  readonly _definition: { readonly setting: string; readonly properties: { readonly [name: string]: any } };
}
