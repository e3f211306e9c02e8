import { managed } from './declarative-policy';
import { form } from './fields';
import { Setting } from './setting';
import { INSTANCE_METADATA_DEFAULTS } from '../../../account/contract/fields';
import { ec2 } from '../clients/ec2';
import { Budget } from '../retry';

/** No preference is left out. */
export interface InstanceMetadataDefaults {
  readonly HttpTokens?: 'optional' | 'required';
  readonly HttpPutResponseHopLimit?: number;
}

/** The defaults of instances that are launched in this region, unless their AMI or launch says otherwise. Other defaults do not change. */
export function instanceMetadataDefaults({ call }: Budget): Setting<InstanceMetadataDefaults> {
  const apply = (HttpTokens: InstanceMetadataDefaults['HttpTokens'] | 'no-preference' = 'no-preference', HttpPutResponseHopLimit = -1) =>
    call(ec2(), 'ec2:ModifyInstanceMetadataDefaults', { HttpTokens, HttpPutResponseHopLimit });
  const { canonical, ...base } = form(INSTANCE_METADATA_DEFAULTS);
  return managed<InstanceMetadataDefaults>({
    ...base,
    async look() {
      const found: any = (await call(ec2(), 'ec2:GetInstanceMetadataDefaults', {})).AccountLevel ?? {};
      const value = canonical(found);
      return { ...found, value: value.HttpTokens || value.HttpPutResponseHopLimit ? value : undefined };
    },
    // Without a preference the limit is 1, or 2 if the AMI asks for it.
    suffices: ({ HttpTokens, HttpPutResponseHopLimit: limit = 2 }, wanted) =>
      [wanted.HttpTokens, 'required'].includes(HttpTokens) && limit <= (wanted.HttpPutResponseHopLimit ?? 64),
    apply: ({ HttpTokens, HttpPutResponseHopLimit }) => apply(HttpTokens, HttpPutResponseHopLimit),
    remove: () => apply(),
  });
}
