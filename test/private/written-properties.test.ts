import { App, Stack } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { invalid } from '../../src/private/errors';
import { inProperty, violation } from '../../src/private/written-properties';

/** Passes its properties on to an inner construct under other names. */
class Inner extends Construct {
  constructor(scope: Construct, id: string, wrong?: string) {
    super(scope, id);
    if (wrong) throw invalid(wrong, 1, 'too small', this);
  }
}

const stackOf = () => new Stack(new App(), 'Stack');
const refused = (wrong: string) => () => inProperty('outer', () => inProperty('inner[0]', () => new Inner(stackOf(), 'Inner', wrong), { size: 'width' }));

test('an error of an inner construct names the property as the user wrote it', () => {
  expect(refused('length')).toThrow('Invalid `outer.inner[0].length` 1: too small. In Stack/Inner.');
});

test('a property that the outer construct calls otherwise is called so', () => {
  expect(refused('size')).toThrow('Invalid `outer.width` 1: too small. In Stack/Inner.');
});

test('what is wrong with the scope or the region is no matter of the property', () => {
  expect(refused('scope')).toThrow('Invalid `scope` 1: too small. In Stack/Inner.');
  expect(refused('region')).toThrow('Invalid `region` 1: too small. In Stack/Inner.');
});

test('an error of others stays as it is', () => {
  expect(() => inProperty('outer', () => { throw new Error('other'); })).toThrow(/^other$/);
});

test('what is found at synth is named in the same way, from the inner construct to the outer one', () => {
  class Outer extends Construct {
    public readonly inner = inProperty('inner', () => new Inner(this, 'Inner'));
  }
  const { inner } = inProperty('outer', () => new Outer(stackOf(), 'Outer'));
  expect(violation(inner, 'length', 1, 'too small')).toBe('Invalid `outer.inner.length` 1: too small.');
  expect(violation(new Construct(inner, 'Below'), 'length', 1, 'too small')).toBe('Invalid `outer.inner.length` 1: too small.');
  expect(violation(new Inner(stackOf(), 'Alone'), 'length', 1, 'too small')).toBe('Invalid `length` 1: too small.');
});
