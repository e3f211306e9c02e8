import { Duration, Lazy, Stack, Token } from 'aws-cdk-lib';
import {
  checkProps, duration, flag, instanceOf, Kind, KnownKeys, listOf, mandatory, mapOf, number, object, oneOf, requireKnownKeys, text,
} from '../../src/private/known-keys';
import { nearest } from '../../src/private/text/nearest';

enum Fruit { APPLE = 'APPLE', PEAR = 'PEAR' }

interface Props {
  readonly userName: string;
  readonly fruit?: Fruit;
  readonly minimumLength?: number;
}

const KEYS: KnownKeys<Props> = { userName: mandatory(text), fruit: oneOf(Fruit), minimumLength: number };
const check = (props: unknown, extended?: boolean) => () => requireKnownKeys(props as Props, KEYS, extended);

test('what is right passes, and so does what is undefined', () => {
  expect(check({ userName: 'alice', fruit: 'PEAR', minimumLength: 14 })).not.toThrow();
  expect(check({ userName: 'alice', fruit: undefined, other: undefined })).not.toThrow();
});

test.each<[unknown, string]>([
  [{ userName: 'alice', minLength: 20 }, 'Invalid `minLength` 20: there is no such property; the nearest is minimumLength.'],
  [{ userName: 'alice', froot: 'PEAR' }, "Invalid `froot` 'PEAR': there is no such property; the nearest is fruit."],
  [{ userName: 'alice', USERNAME: 'bob' }, "Invalid `USERNAME` 'bob': there is no such property; the nearest is userName."],
  [{ userName: 'alice', color: 'red' }, "Invalid `color` 'red': there is no such property. Remove it, or use one of userName, fruit, minimumLength."],
  [{ userName: 'alice', toString: 1 }, 'Invalid `toString` 1: there is no such property. Remove it, or use one of userName, fruit, minimumLength.'],
  [{}, 'Invalid `userName` undefined: it must be given.'],
  [{ userName: null }, 'Invalid `userName` null: it must be text.'],
  [{ userName: 'alice', fruit: 'PAER' }, "Invalid `fruit` 'PAER': it must be one of APPLE, PEAR; the nearest is PEAR."],
  [{ userName: 'alice', fruit: 'PLUM' }, "Invalid `fruit` 'PLUM': it must be one of APPLE, PEAR."],
  [undefined, 'Invalid `props` undefined: it must be an object.'],
  ['alice', "Invalid `props` 'alice': it must be an object."],
])('%j is refused', (props, message) => {
  expect(check(props)).toThrow(message);
});

test('a subclass may add properties of its own, which are no typo', () => {
  expect(check({ userName: 'alice', color: 'red' }, true)).not.toThrow();
  expect(check({ userName: 'alice', minLength: 20 }, true)).toThrow('the nearest is minimumLength');
});

test('an error names the path of the construct, and further checks come after', () => {
  const scope = new Stack(undefined, 'Stack');
  expect(() => checkProps(scope, 'User', {} as Props, KEYS, () => { throw new Error('later'); })).toThrow('Invalid `userName` undefined: it must be given. In Stack/User.');
  expect(() => checkProps(scope, 'User', { userName: 'alice' }, KEYS, () => { throw new Error('later'); })).toThrow('later');
});

class Apple {
  public static readonly RED = new Apple();
  private constructor() {}
}

test.each<[string, Kind, unknown[], unknown[]]>([
  ['text', text, ['', 'a', Token.asString({ Ref: 'A' })], [1, true, {}, []]],
  ['a number', number, [0, NaN, Token.asNumber({ Ref: 'A' })], ['1', true]],
  ['a flag', flag, [true, false], ['true', 1, 0, Lazy.any({ produce: () => true })]],
  ['a duration', duration, [Duration.hours(1), Duration.days(Token.asNumber({ Ref: 'A' }))], ['1 hour', 3600, 'true', {}]],
  ['an object', object, [{}, new Stack(), Apple.RED], [[], 'a', 1, () => 1]],
  ['an instance', instanceOf(Apple, 'an Apple'), [Apple.RED], [{}, 'RED']],
  ['a list', listOf(text), [[], ['a'], Token.asList({ Ref: 'A' }), [Token.asString({ Ref: 'A' })]], ['a', [1], ['a', 1], { 0: 'a' }]],
  ['a map', mapOf(text), [{}, { a: 'b' }], ['a', ['a'], { a: 1 }]],
])('%s takes its kind and nothing else; tokens pass', (_, kind, taken, refused) => {
  const refusedBy = (value: unknown) => {
    try {
      requireKnownKeys<{ value?: unknown }>({ value }, { value: kind });
      return false;
    } catch {
      return true;
    }
  };
  for (const value of taken) expect(refusedBy(value)).toBe(false);
  for (const value of [...refused, null]) expect(refusedBy(value)).toBe(true);
});

test('a list and a map say which entry is wrong', () => {
  expect(listOf(oneOf(Fruit))(['APPLE', 'PLUM'])).toBe('its entry 1 must be one of APPLE, PEAR');
  expect(mapOf(text)({ a: 'b', c: 1 })).toBe("its entry 'c' must be text");
});

test.each([
  ['acountAlias', 'accountAlias'], ['account_alias', 'accountAlias'], ['minLength', 'minimumLength'], ['ROLLOUT', 'ROLL_OUT'], ['zzz', undefined], ['', undefined],
])('the nearest to %s is %s', (typo, meant) => {
  expect(nearest(typo, ['accountAlias', 'minimumLength', 'ROLL_OUT', 'users'])).toBe(meant);
});
