import { AccountReview } from './identity';
import { InAccount } from '../organization/check';

/** An account with its identities, or why they could not be read. */
export type Reviewed = InAccount<AccountReview>;
