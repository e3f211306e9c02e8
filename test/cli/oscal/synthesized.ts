import { App } from 'aws-cdk-lib';
import * as library from '../../../src';

const RTTI = Symbol.for('jsii.rtti');

/** The version that the constructs of the synthesized apps have. */
export const LIBRARY_VERSION = '1.2.3';

/**
 * Synthesizes an app with the classes of the library as its package has them: jsii marks them with their names, which the tree of
 * constructs shows.
 *
 * @returns the folder of the cloud assembly
 */
export function synthesized(outdir: string, make: (app: App) => void, options: { readonly treeMetadata?: boolean } = {}): string {
  for (const [name, exported] of Object.entries(library)) {
    if (typeof exported === 'function' && !Object.hasOwn(exported, RTTI)) {
      Object.defineProperty(exported, RTTI, { value: { fqn: `cdk-secure-account-baseline.${name}`, version: LIBRARY_VERSION } });
    }
  }
  const app = new App({ outdir, analyticsReporting: false, ...options });
  make(app);
  return app.synth().directory;
}
