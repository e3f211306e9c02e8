import * as fc from 'fast-check';
import { FaultClass } from '../faults';

/** The faults of one invocation of the function. */
export interface Disturbance {
  /** The call that fails, counted from 0, and whether all the later ones fail too. */
  readonly fault?: FaultClass;
  readonly at: number;
  readonly lasting: boolean;
  /** How much time there is, in milliseconds. */
  readonly time?: number;
  /** CloudFormation does not take the answer: once, or as long as the function tries. */
  readonly answer?: 'once' | 'always';
  /** A function that is killed is not started again with this event. */
  readonly forgotten: boolean;
  /** The event is delivered a second time. */
  readonly again: boolean;
}

/** One of three values of the setting; 3 is nothing. */
export type Choice = 0 | 1 | 2 | 3;

export type Operation =
  | {
    readonly kind: 'deploy';
    readonly stack: 0 | 1;
    readonly value: Choice;
    readonly onExisting: string;
    readonly id: string;
    readonly retain: boolean;
    readonly siblingFails: boolean;
    readonly disturbances: Disturbance[];
    /** The value that an administrator sets between the event and the next one of the deployment. */
    readonly meanwhile?: Choice;
  }
  | { readonly kind: 'leave'; readonly stack: 0 | 1; readonly disturbances: Disturbance[] }
  | { readonly kind: 'destroy'; readonly stack: 0 | 1; readonly disturbances: Disturbance[] }
  | { readonly kind: 'manual change'; readonly value: Choice }
  | { readonly kind: 'record deleted' };

const PASSING: FaultClass[] = ['throttled', 'concurrent modification', 'service failure', 'denied', 'connection reset', 'answer lost', 'no answer', 'stale read'];
const HARD: FaultClass[] = ['limit exceeded', 'denied by an organization', 'killed before the call', 'killed after the call'];

const UNDISTURBED: Disturbance = { at: 0, lasting: false, forgotten: false, again: false };
const none = fc.constant(UNDISTURBED);
const disturbance = fc.oneof(
  { arbitrary: none, weight: 4 },
  {
    arbitrary: fc.record({
      at: fc.nat(8),
      fault: fc.constantFrom(...PASSING, ...HARD),
      lasting: fc.constantFrom(false, false, false, true),
      forgotten: fc.boolean(),
      again: fc.constant(false),
    }),
    weight: 5,
  },
  { arbitrary: none.map((it) => ({ ...it, again: true })), weight: 1 },
  { arbitrary: fc.constantFrom<Disturbance['answer']>('once', 'always').map((answer) => ({ ...UNDISTURBED, answer })), weight: 1 },
  { arbitrary: fc.constantFrom(0, 5_000, 25_000, 36_000, 45_000).map((time) => ({ ...UNDISTURBED, time })), weight: 1 },
);

const stack = fc.constantFrom<0 | 1>(0, 0, 1);
const choice = fc.constantFrom<Choice>(0, 1, 2, 3);
const disturbances = fc.array(disturbance, { maxLength: 4 });

const operation: fc.Arbitrary<Operation> = fc.oneof(
  {
    arbitrary: fc.record({
      kind: fc.constant('deploy' as const),
      stack,
      value: fc.constantFrom<Choice>(0, 1, 2),
      onExisting: fc.constantFrom('OVERWRITE', 'OVERWRITE', 'ADOPT', 'FAIL'),
      id: fc.constantFrom('Setting', 'Setting', 'Moved'),
      retain: fc.boolean(),
      siblingFails: fc.boolean(),
      meanwhile: fc.option(choice, { nil: undefined, freq: 6 }),
      disturbances,
    }),
    weight: 6,
  },
  { arbitrary: fc.record({ kind: fc.constant('leave' as const), stack, disturbances }), weight: 1 },
  { arbitrary: fc.record({ kind: fc.constant('destroy' as const), stack, disturbances }), weight: 1 },
  { arbitrary: fc.record({ kind: fc.constant('manual change' as const), value: choice }), weight: 2 },
  { arbitrary: fc.constant<Operation>({ kind: 'record deleted' }), weight: 1 },
);

/** A sequence of operations on one setting. */
export const OPERATIONS = fc.array(operation, { minLength: 1, maxLength: 7 });
