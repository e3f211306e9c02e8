import { same, show } from './setting';
import type { Fields } from '../../../account/contract/fields';

/** What follows from the fields of a setting. */
export interface Form {
  /** Text is required; numbers and flags are optional. CloudFormation sends both as text. */
  parseProperties(properties: Record<string, unknown>): any;
  /** Whether a value in canonical form has only these fields, each within its rule. */
  isAllowed(value: any): boolean;
  /** The canonical form of what AWS returns: nothing that means the default. Undefined stays undefined. */
  canonical(found?: any): any;
}

export function form(fields: Fields): Form {
  const pick = (value: (field: string) => unknown) => Object.fromEntries(Object.keys(fields).map((field) => [field, value(field) || undefined]));
  const parse = (field: string, value: unknown) => {
    const rule = fields[field];
    const text = String(value);
    if (rule instanceof RegExp) {
      if (value === text && rule.test(text)) return text;
    } else {
      const [minimum, maximum] = rule;
      if (value === undefined || !minimum && text === 'false') return undefined;
      if (minimum ? /^\d+$/.test(text) && +text >= minimum && +text <= maximum! : text === 'true') return minimum ? +text : true;
    }
    throw Error(`${field}: ${show(value)} is not ${rule instanceof RegExp ? rule : rule.join(' to ') || 'true or false'}`);
  };
  return {
    canonical: (found) => found && pick((field) => found[field]),
    parseProperties: (given) => pick((field) => parse(field, given[field])),
    isAllowed(value) {
      try {
        return same(pick((field) => value[field] && parse(field, value[field])), value);
      } catch {
        return false;
      }
    },
  };
}
