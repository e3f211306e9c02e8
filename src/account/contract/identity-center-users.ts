/** The type of the custom resource of a user of IAM Identity Center. */
export const IDENTITY_CENTER_USER_TYPE = 'Custom::IdentityCenterUser';

/** The properties of the custom resource of a user. */
export interface IdentityCenterUserProperties {
  readonly IdentityStoreId: string;
  readonly UserName: string;
  readonly GivenName: string;
  readonly FamilyName: string;
  readonly DisplayName: string;
  readonly Email: string;
}
