import { csvRows } from '../../../../src/handlers/shared/credential-report/csv';

test.each<[string, string, string[][]]>([
  ['plain fields', 'a,b\n1,2\n', [['a', 'b'], ['1', '2']]],
  ['no line break at the end', 'a,b\n1,2', [['a', 'b'], ['1', '2']]],
  ['line breaks of either kind', 'a,b\r\n1,2\n3,4\r\n', [['a', 'b'], ['1', '2'], ['3', '4']]],
  ['empty fields, also at the end', 'a,b,c\n,,', [['a', 'b', 'c'], ['', '', '']]],
  ['commas, quotes and line breaks in quotes', '"a,b","c ""d"" e"\n"line 1\nline 2",""', [['a,b', 'c "d" e'], ['line 1\nline 2', '']]],
  ['one column', 'a\n\n1\n', [['a'], [''], ['1']]],
  ['nothing', '', []],
])('%s', (_, text, rows) => {
  expect([...csvRows(text)]).toEqual(rows);
});

test.each([
  ['a row that is too short', 'a,b\n1\n', 'row 2 has 1 fields, the header has 2'],
  ['a row that is too long', 'a,b\n1,2\n1,2,3', 'row 3 has 3 fields, the header has 2'],
  ['an empty row', 'a,b\n\n1,2', 'row 2 has 1 fields, the header has 2'],
  ['a text that is cut off', 'a,b\n1,2\n3', 'row 3 has 1 fields, the header has 2'],
  ['a quote that is not closed', 'a,b\n"1,2\n', 'row 2 is not comma-separated values'],
  ['text after a closing quote', 'a,b\n"1"x,2\n', 'row 2 is not comma-separated values'],
  ['a quote inside of a plain field', 'a,b\n1"x",2\n', 'row 2 is not comma-separated values'],
  ['half a line break', 'a,b\r1,2', 'row 1 is not comma-separated values'],
])('%s is refused', (_, text, error) => {
  expect(() => [...csvRows(text)]).toThrow(error);
});
