import { Conditions } from '../statements/statement';

/** Actions that a principal must be able to do. */
export interface Need {
  readonly actions: readonly string[];
  /** ARNs in the partition `aws`, in which a wildcard stands for text without a colon. */
  readonly resources: readonly string[];
  /** Whether the requests go to the region in use, and not to that of the global services. */
  readonly isRegional: boolean;
  /** What is known of these requests, besides what is known of every request of the principal. */
  readonly context?: Conditions;
}

/** A principal that must stay able to do something. */
export interface Actor {
  /** As an error calls it. */
  readonly who: string;
  readonly purpose: string;
  /** What is known of its requests besides their region. */
  readonly context: readonly Conditions[];
  readonly needs: readonly Need[];
  /** Whether it is a service of AWS that acts for itself, which no service control policy limits. */
  readonly isService?: boolean;
}

export const inGlobalRegion = (actions: readonly string[], ...resources: string[]): Need => ({ actions, resources, isRegional: false });
export const inRegion = (actions: readonly string[], ...resources: string[]): Need => ({ actions, resources, isRegional: true });

/** In place of the resource of an action that takes none: an ARN that only `*` covers, and that no list of exceptions names. */
export const NO_RESOURCE = 'arn:aws:none:::none';
