import { show } from './setting';

/**
 * The fields of a value, named as AWS and the custom resource name them, in the order of the canonical form: text that must be there
 * and match, a whole number in a range, or (an empty list) true or false. Numbers and flags may be left out; false is left out.
 */
export type Fields = Record<string, RegExp | number[]>;

/** The canonical form: nothing that means the default. */
export function pick(fields: Fields, value: (field: string) => unknown): any {
  return Object.fromEntries(Object.keys(fields).map((field) => [field, value(field) || undefined]));
}

/** The part of a setting that follows from its fields. CloudFormation sends numbers and flags as text. */
export function form(fields: Fields): { properties: string[]; parse(properties: Record<string, unknown>): any } {
  return { properties: Object.keys(fields), parse: (properties) => parse(fields, properties) };
}

function parse(fields: Fields, properties: Record<string, unknown>): any {
  return pick(fields, (field) => {
    const rule = fields[field];
    const value = properties[field];
    const text = String(value);
    if (rule instanceof RegExp) {
      if (value === text && rule.test(text)) return text;
    } else {
      const [minimum, maximum] = rule;
      if (value === undefined || !minimum && text === 'false') return undefined;
      if (minimum ? /^\d+$/.test(text) && +text >= minimum && +text <= maximum : text === 'true') return minimum ? +text : true;
    }
    throw Error(`${field}: ${show(value)} is not ${rule instanceof RegExp ? rule : rule.join(' to ') || 'true or false'}`);
  });
}
