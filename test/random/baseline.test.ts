import { withoutMfa } from './people';
import { check } from './property';
import { baselineProperties } from '../../proof/random/baseline-properties';
import { SecureAccountBaseline } from '../../src';

test('1,200 random baselines are refused by the name of a property, or people need MFA and everything is protected', () => {
  const { refused, accepted } = check(SecureAccountBaseline, baselineProperties, 1200, withoutMfa);
  // Both happen often, or the properties would prove little.
  expect(refused).toBeGreaterThan(300);
  expect(accepted).toBeGreaterThan(300);
}, 300_000);
