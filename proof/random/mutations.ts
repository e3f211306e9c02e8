import * as fc from 'fast-check';
import { stand, token } from './written';

/** What a property never takes. */
const JUNK: unknown[] = [null, 0, -1, 1.5, NaN, '', 'x', true, false, [], {}, [null], ['x', 'x'], { x: 1 }, stand('days', 3), token('text'), token('number'), token('list'), token('object')];

interface Mutation { readonly at: number; readonly kind: 'junk' | 'typo' | 'remove'; readonly junk: unknown }

const mutation: fc.Arbitrary<Mutation> = fc.record({ at: fc.nat(1000), kind: fc.constantFrom('junk', 'junk', 'typo', 'remove'), junk: fc.constantFrom(...JUNK) });

/** The object as it is, or wrong in one or two places at any depth. */
export function mutated(objects: fc.Arbitrary<Record<string, unknown>>): fc.Arbitrary<Record<string, unknown>> {
  const mutations = fc.oneof({ weight: 2, arbitrary: fc.constant([]) }, { weight: 1, arbitrary: fc.array(mutation, { minLength: 1, maxLength: 2 }) });
  return fc.tuple(objects, mutations).map(([object, changes]) => changes.reduce(applied, object));
}

function applied(object: Record<string, unknown>, { at, kind, junk }: Mutation): Record<string, unknown> {
  const copy = cloned(object);
  const places = placesOf(copy);
  if (places.length === 0) return { ...copy, unheardOf: junk };
  const [holder, key] = places[at % places.length];
  const value = holder[key];
  if (kind === 'junk') {
    holder[key] = junk;
  } else if (Array.isArray(holder)) {
    if (kind === 'remove') holder.splice(Number(key), 1);
    else holder.push(value);
  } else {
    delete holder[key];
    if (kind === 'typo') holder[`${key}s`] = value;
  }
  return copy;
}

function cloned(value: any): any {
  if (Array.isArray(value)) return value.map(cloned);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, cloned(inner)]));
}

/** Every place of an object that holds a value, but nothing inside of what stands for an object of a class. */
function placesOf(value: any): [any, string][] {
  if (typeof value !== 'object' || value === null || typeof value.$ === 'string') return [];
  return Object.keys(value).flatMap((key): [any, string][] => [[value, key], ...placesOf(value[key])]);
}
