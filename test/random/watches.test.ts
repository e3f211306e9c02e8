import { check } from './property';
import { accountWatchProperties, credentialWatchProperties } from '../../proof/random/watch-properties';
import { AccountWatch, CredentialWatch } from '../../src';

test.each([
  ['account watches', AccountWatch, accountWatchProperties],
  ['credential watches', CredentialWatch, credentialWatchProperties],
] as const)('400 random %s are refused by the name of a property, or everything is protected', (_, type, properties) => {
  const { refused, accepted } = check(type, properties, 400);
  expect(refused).toBeGreaterThan(100);
  expect(accepted).toBeGreaterThan(100);
}, 300_000);
