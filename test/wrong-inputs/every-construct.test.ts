import { App, Stack } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { CONSTRUCTS, ID } from './constructs';
import * as library from '../../src';
import { InvalidInputError } from '../../src/private/errors';

/** They have no properties of their own, are abstract, or are stacks, whose further properties may be those of a later aws-cdk-lib. */
const OTHERS = ['AccountSetting', 'AccountSettingsProvider', 'AccountWatchStack', 'CredentialWatchStack', 'SecureAccountBaselineStack'];

const stackOf = () => new Stack(new App(), 'Stack');

test('the table has every construct of the library', () => {
  const constructs = Object.entries(library).filter(([, value]) => typeof value === 'function' && value.prototype instanceof Construct).map(([name]) => name);
  expect([...Object.keys(CONSTRUCTS), ...OTHERS].sort()).toEqual(constructs.sort());
});

describe.each(Object.entries(CONSTRUCTS))('%s', (_, make) => {
  test('takes the properties of the table', () => {
    expect(() => make(stackOf())).not.toThrow();
  });

  test('refuses a property that it does not have, with the path of the construct', () => {
    expect(() => make(stackOf(), { noSuchThing: 1 })).toThrow(/^Invalid `noSuchThing` 1: there is no such property\..* In Stack\/Wrong\.$/);
  });

  test('refuses each of its properties with a value of no kind, naming the property and the construct', () => {
    // The property names are those that the refusal of an unknown one lists.
    let message = '';
    try { make(stackOf(), { noSuchThing: 1 }); } catch (error) { message = (error as Error).message; }
    const properties = message.replace(/^.*use one of (.*)\. In .*$/, '$1').split(', ');
    expect(properties.length).toBeGreaterThan(0);
    for (const property of properties) {
      let refused: unknown;
      try { make(stackOf(), { [property]: Symbol.for('wrong') }); } catch (error) { refused = error; }
      expect(refused).toBeInstanceOf(InvalidInputError);
      expect((refused as InvalidInputError).property.split(/[.[]/)[0]).toBe(property);
      expect((refused as InvalidInputError).constructPath).toBe(`Stack/${ID}`);
    }
  });
});
