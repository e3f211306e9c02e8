import { Control, ControlState, stateOf } from './control';
import { CIS_3, CIS_5, CIS_7 } from './frameworks/cis';
import { ISO_27001 } from './frameworks/iso-27001';
import { NIST_800_53 } from './frameworks/nist-800-53';
import { PCI_DSS } from './frameworks/pci-dss';
import { SECURITY_HUB } from './frameworks/security-hub';
import { SOC_2 } from './frameworks/soc-2';
import cis3 from './ids/cis-3.0.json';
import cis5 from './ids/cis-5.0.json';
import cis7 from './ids/cis-7.0.json';
import iso27001 from './ids/iso-27001-2022.json';
import nist80053 from './ids/nist-800-53-r5.json';
import pciDss from './ids/pci-dss-4.0.1.json';
import securityHub from './ids/security-hub.json';
import soc2 from './ids/soc-2.json';

/** The identifiers of a framework, as public lists have them. */
export interface IdList {
  readonly sources: readonly { readonly repository: string; readonly file: string; readonly commit: string; readonly date: string }[];
  readonly note?: string;
  /** The identifiers of each chapter, separated by spaces. */
  readonly chapters: Readonly<Record<string, string>>;
}

/** The names by which the command and the pages know the frameworks. */
export type FrameworkName = 'cis-7.0' | 'cis-5.0' | 'cis-3.0' | 'fsbp' | 'pci-dss-4.0.1' | 'nist-800-53-r5' | 'soc-2' | 'iso-27001-2022';

/** A framework, with a control for each identifier that the baseline answers, and for each of identity and access. */
export interface Framework {
  readonly name: FrameworkName;
  readonly title: string;
  /** The page of the publisher. */
  readonly url: string;
  /** The identifiers of which the catalog has every one. */
  readonly inFull: RegExp;
  readonly controls: readonly Control[];
  readonly ids: IdList;
}

const CIS = 'https://www.cisecurity.org/benchmark/amazon_web_services';

/** The frameworks, in the order of the pages. */
export const FRAMEWORKS: readonly Framework[] = [
  { name: 'cis-7.0', title: 'CIS AWS Foundations Benchmark 7.0.0', url: CIS, inFull: /^2\./, controls: sorted(CIS_7, cis7), ids: cis7 },
  { name: 'cis-5.0', title: 'CIS AWS Foundations Benchmark 5.0.0', url: CIS, inFull: /^1\./, controls: sorted(CIS_5, cis5), ids: cis5 },
  { name: 'cis-3.0', title: 'CIS AWS Foundations Benchmark 3.0.0', url: CIS, inFull: /^1\./, controls: sorted(CIS_3, cis3), ids: cis3 },
  {
    name: 'fsbp',
    title: 'AWS Security Hub, with the AWS Foundational Security Best Practices',
    url: 'https://docs.aws.amazon.com/securityhub/latest/userguide/securityhub-controls-reference.html',
    inFull: /^(IAM|Account)\./,
    controls: sorted(SECURITY_HUB, securityHub),
    ids: securityHub,
  },
  {
    name: 'pci-dss-4.0.1', title: 'PCI DSS 4.0.1', url: 'https://www.pcisecuritystandards.org/document_library/', inFull: /^[78]\./, controls: sorted(PCI_DSS, pciDss), ids: pciDss,
  },
  {
    name: 'nist-800-53-r5',
    title: 'NIST SP 800-53 revision 5',
    url: 'https://csrc.nist.gov/pubs/sp/800/53/r5/upd1/final',
    inFull: /^(AC|IA)-\d+$/,
    controls: sorted(NIST_800_53, nist80053),
    ids: nist80053,
  },
  {
    name: 'soc-2', title: 'SOC 2, Trust Services Criteria', url: 'https://www.aicpa-cima.com/resources/landing/system-and-organization-controls-soc-suite-of-services', inFull: /^CC6\./, controls: sorted(SOC_2, soc2), ids: soc2,
  },
  {
    name: 'iso-27001-2022', title: 'ISO/IEC 27001:2022, annex A', url: 'https://www.iso.org/standard/27001', inFull: /^A\.(5\.1[5-8]|8\.[2-5])$/, controls: sorted(ISO_27001, iso27001), ids: iso27001,
  },
];

/** Every identifier of a framework, in its order. */
export function idsOf({ chapters }: IdList): string[] {
  return Object.values(chapters).flatMap((ids) => ids.split(' '));
}

/** How many identifiers of a framework are in each state. Those without a control are not covered. */
export function coverageOf({ controls, ids }: Framework): Record<ControlState, number> {
  const counts: Record<ControlState, number> = { FULL: 0, PART: 0, EVIDENCE: 0, MANUAL: 0, NOT_COVERED: idsOf(ids).length - controls.length };
  for (const each of controls) counts[stateOf(each)] += 1;
  return counts;
}

/** The controls in the order of the list. Those that it does not have come first, so that a test sees them. */
function sorted(controls: Control[], ids: IdList): Control[] {
  const order = idsOf(ids);
  return [...controls].sort((one, other) => order.indexOf(one.id) - order.indexOf(other.id));
}
