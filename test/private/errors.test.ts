import { Stack } from 'aws-cdk-lib';
import { inConstruct, invalid, InvalidInputError } from '../../src/private/errors';

test('an error names the property, the value and the rule', () => {
  const error = invalid('minimumLength', 5, 'it must be a whole number from 6 to 128');
  expect(error).toBeInstanceOf(InvalidInputError);
  expect(error.name).toBe('InvalidInputError');
  expect(error.message).toBe('Invalid `minimumLength` 5: it must be a whole number from 6 to 128.');
});

test('an error is one line, whatever the value is', () => {
  expect(invalid('xml', '<a>\r\n</a>', 'no').message).toBe("Invalid `xml` '<a>\\r\\n</a>': no.");
  expect(invalid('names', ['a\nb'], 'no').message).toBe('Invalid `names` ["a\\nb"]: no.');
});

test('an error about a construct names its path', () => {
  const stack = new Stack(undefined, 'Stack');
  expect(invalid('roleName', 'a/b', 'no slash', stack).message).toBe("Invalid `roleName` 'a/b': no slash. In Stack.");
});

describe('in a constructor', () => {
  const stack = new Stack(undefined, 'Stack');

  test('what is refused before the construct exists gets its path', () => {
    const refuse = () => inConstruct(stack, 'Policy', () => { throw invalid('minimumLength', 5, 'too short'); });
    expect(refuse).toThrow('Invalid `minimumLength` 5: too short. In Stack/Policy.');
  });

  test('a path that is known already stays', () => {
    const refuse = () => inConstruct(stack, 'Outer', () => inConstruct(stack, 'Inner', () => { throw invalid('name', '', 'empty'); }));
    expect(refuse).toThrow(/In Stack\/Inner\.$/);
  });

  test('what is not refused passes, and errors of others stay as they are', () => {
    expect(inConstruct(stack, 'Policy', () => 'value')).toBe('value');
    expect(() => inConstruct(stack, 'Policy', () => { throw new Error('other'); })).toThrow(/^other$/);
  });
});
