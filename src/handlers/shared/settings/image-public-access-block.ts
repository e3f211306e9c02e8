import { Budget } from '../retry';
import { managed } from './declarative-policy';
import { Fields, form, pick } from './fields';
import { Setting } from './setting';
import { ec2 } from '../clients/ec2';

export interface ImagePublicAccessBlock { readonly ImageBlockPublicAccessState: 'block-new-sharing' }

const FIELDS: Fields = { ImageBlockPublicAccessState: /^block-new-sharing$/ };
const BLOCK: ImagePublicAccessBlock = pick(FIELDS, () => 'block-new-sharing');

/** Whether AMIs of the account can be made public, in this region; that they can, which is the default, is no value. */
export function imagePublicAccessBlock({ call }: Budget): Setting<ImagePublicAccessBlock> {
  /** What EC2 has accepted: it may take 10 minutes until it can be read. */
  let accepted: { value?: ImagePublicAccessBlock } | undefined;
  return managed<ImagePublicAccessBlock>({
    ...form(FIELDS),
    async look(wanted) {
      const { ImageBlockPublicAccessState: state, ManagedBy } = await call(ec2(), 'ec2:GetImageBlockPublicAccessState', {});
      // A Delete may come so soon that our own block cannot be read yet; to lift it does nothing where there is none.
      const mayBeOurs = !wanted && ManagedBy !== 'declarative-policy';
      return { ManagedBy, value: state !== 'unblocked' || mayBeOurs ? BLOCK : undefined, ...accepted };
    },
    suffices: () => true,
    async apply(block) {
      await call(ec2(), 'ec2:EnableImageBlockPublicAccess', block);
      accepted = { value: block };
    },
    async remove() {
      await call(ec2(), 'ec2:DisableImageBlockPublicAccess', {});
      accepted = { value: undefined };
    },
  });
}
