import { createHash } from 'node:crypto';
import { FrameworkName } from '../../src/compliance/catalog';

/** The version of OSCAL that the documents follow. */
const OSCAL_VERSION = '1.2.1';

/** The namespace of the properties that OSCAL does not define. */
const NAMESPACE = 'https://github.com/cdk-secure-account-baseline/ns/oscal';

/** A property of an OSCAL object. Its value may be neither empty nor begin or end with a space. */
export interface Property {
  readonly name: string;
  readonly ns: string;
  readonly value: string;
}

/** Which of the three a part of a document states. They are never mixed in one part. */
export type Statement = 'intent' | 'proof' | 'live-state';

export function property(name: string, value: string): Property {
  return { name, ns: NAMESPACE, value };
}

/** The metadata that every OSCAL document begins with. */
export function metadataOf(title: string, version: string, time: Date, props: Property[]): object {
  return { 'title': title, 'last-modified': time.toISOString(), 'version': version, 'oscal-version': OSCAL_VERSION, props };
}

/** A UUID of version 5, so that the same part of two documents has the same identifier. */
export function uuid(...names: string[]): string {
  const [, first, second, third, variant, fourth, last] = /^(.{8})(.{4}).(.{3})(.)(.{3})(.{12})/.exec(
    createHash('sha1').update(JSON.stringify([NAMESPACE, ...names])).digest('hex'),
  )!;
  return `${first}-${second}-5${third}-${'89ab'[parseInt(variant, 16) % 4]}${fourth}-${last}`;
}

/** The OSCAL catalogs that publishers provide. The others have none: their page stands for it. */
const CATALOGS: { readonly [framework in FrameworkName]?: string } = {
  'nist-800-53-r5': 'https://raw.githubusercontent.com/usnistgov/oscal-content/main/nist.gov/SP800-53/rev5/json/NIST_SP-800-53_rev5_catalog.json',
  'fsbp': 'https://raw.githubusercontent.com/awslabs/oscal-content-for-aws-services/main/catalogs/aws_security-hub.oscal.json',
};

/** The catalog of the controls of a framework. */
export function catalogOf({ name, url }: { readonly name: FrameworkName; readonly url: string }): string {
  return CATALOGS[name] ?? url;
}

/**
 * The identifier of a control in OSCAL, which begins with a letter and has no parentheses. That of NIST is the one of its catalog:
 * `ac-2.1` for `AC-2(1)`.
 */
export function controlId(framework: FrameworkName, id: string): string {
  if (framework === 'nist-800-53-r5') return id.toLowerCase().replace(/\((\d+)\)/, '.$1');
  if (framework === 'pci-dss-4.0.1') return `pci-${id}`;
  return framework.startsWith('cis-') ? `cis-${id}` : id;
}
