import type { RoleDetail } from '@aws-sdk/client-iam';
import { Trusted } from '../evidence/trust';

/** A role with who may assume it. */
export interface RoleTrust {
  readonly role: RoleDetail;
  /** Undefined if the trust policy cannot be read. */
  readonly trusted: Trusted[] | undefined;
}
