import { managed } from './declarative-policy';
import { form } from './fields';
import { Setting } from './setting';
import { SNAPSHOT_PUBLIC_ACCESS_BLOCK } from '../../../account/contract/fields';
import { ec2 } from '../clients/ec2';
import { Budget } from '../retry';

export interface SnapshotPublicAccessBlock { readonly State: 'block-all-sharing' | 'block-new-sharing' }

/** Whether EBS snapshots of the account can be public, in one region. */
export function snapshotPublicAccessBlock({ call }: Budget): Setting<SnapshotPublicAccessBlock> {
  return managed<SnapshotPublicAccessBlock>({
    ...form(SNAPSHOT_PUBLIC_ACCESS_BLOCK),
    async look() {
      const { State, ManagedBy } = await call(ec2(), 'ec2:GetSnapshotBlockPublicAccessState', {});
      return { ManagedBy, value: State === 'unblocked' ? undefined : { State } as SnapshotPublicAccessBlock };
    },
    suffices: ({ State }, wanted) => State === 'block-all-sharing' || State === wanted.State,
    apply: (block) => call(ec2(), 'ec2:EnableSnapshotBlockPublicAccess', block),
    remove: () => call(ec2(), 'ec2:DisableSnapshotBlockPublicAccess', {}),
  });
}
