import { invalid } from '../private/errors';

/**
 * Refuses `assumedBy` on a role that builds its own trust, if a language or a cast did not check the type: it would be ignored.
 *
 * @param properties from which the trust is built
 */
export function requireOwnTrust(props: object, construct: string, properties: string): void {
  const { assumedBy } = props as { assumedBy?: unknown };
  if (assumedBy !== undefined) throw invalid('assumedBy', assumedBy, `${construct} builds its trust from ${properties}. Remove it, or use BaselineRole`);
}
