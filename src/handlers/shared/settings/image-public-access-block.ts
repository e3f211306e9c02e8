import { managed } from './declarative-policy';
import { form } from './fields';
import { Setting } from './setting';
import { IMAGE_PUBLIC_ACCESS_BLOCK } from '../../../account/contract/fields';
import { ec2 } from '../clients/ec2';
import { Budget } from '../retry';

export interface ImagePublicAccessBlock { readonly ImageBlockPublicAccessState: 'block-new-sharing' }

const BLOCK: ImagePublicAccessBlock = { ImageBlockPublicAccessState: 'block-new-sharing' };

/** Whether AMIs of the account can be made public, in this region. */
export function imagePublicAccessBlock({ call }: Budget): Setting<ImagePublicAccessBlock> {
  /** What EC2 has accepted: it may take 10 minutes until it can be read. */
  let accepted: { value?: ImagePublicAccessBlock } | undefined;
  const change = async (operation: 'Enable' | 'Disable', value?: ImagePublicAccessBlock) => {
    await call<any, any>(ec2(), `ec2:${operation}ImageBlockPublicAccess`, { ...value });
    accepted = { value };
  };
  return managed<ImagePublicAccessBlock>({
    ...form(IMAGE_PUBLIC_ACCESS_BLOCK),
    async look(wanted) {
      const { ImageBlockPublicAccessState: state, ManagedBy } = await call(ec2(), 'ec2:GetImageBlockPublicAccessState', {});
      // A Delete may come before the stack's own block can be read. Lifting a block that is not there has no effect.
      const mayBeOurs = !wanted && ManagedBy !== 'declarative-policy';
      return { ManagedBy, value: state !== 'unblocked' || mayBeOurs ? BLOCK : undefined, ...accepted };
    },
    suffices: () => true,
    apply: (block) => change('Enable', block),
    remove: () => change('Disable'),
  });
}
