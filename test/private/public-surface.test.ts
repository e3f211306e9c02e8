import * as library from '../../src';

test.each(Object.entries(library))('%s is a class or an enum: jsii has nothing else, and what is exported besides could never be changed again', (name, value: unknown) => {
  expect(name).toMatch(/^[A-Z]/);
  if (typeof value === 'function') expect(String(value)).toMatch(/^(class|\(.*class) /);
  else expect(Object.entries(value as object).every(([key, member]) => /^[A-Z]/.test(key) && typeof member === 'string')).toBe(true);
});
