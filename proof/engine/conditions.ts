import { BlockList, isIP } from 'net';
import { Context, Pattern, pattern, PatternOptions } from './patterns';

/** Whether a condition, or all those of a statement, hold for a request. */
export type Holds = (context: Context) => boolean;

/** Compares one value of a request with those of the policy. */
type Compares = (value: string, context: Context) => boolean;

interface Operator {
  readonly compile: (values: string[]) => Compares;
  /** Holds also where the request does not have the key. */
  readonly negative?: boolean;
}

/** A variable without value matches nothing, and a negation of it holds for nothing either. */
function texts(options: PatternOptions, negative = false): Operator {
  return {
    negative,
    compile: (values) => {
      const patterns = values.map((value) => pattern(value, options));
      const agrees = (one: Pattern, value: string, context: Context) => {
        const expression = one(context);
        return expression !== undefined && expression.test(value) !== negative;
      };
      return negative
        ? (value, context) => patterns.every((one) => agrees(one, value, context))
        : (value, context) => patterns.some((one) => agrees(one, value, context));
    },
  };
}

const partsOf = (arn: string) => {
  const [prefix, partition, service, region, account, ...resource] = arn.split(':');
  return resource.length > 0 ? [prefix, partition, service, region, account, resource.join(':')] : undefined;
};

/** ARNs are compared part by part, so that a wildcard does not cross a colon but in the last one. */
function arns(negative = false): Operator {
  return {
    negative,
    compile: (values) => {
      const patterns = values.map((value) => partsOf(value)?.slice(1).map((part) => pattern(part, { wildcards: true })));
      const agrees = (one: Pattern[] | undefined, value: string, context: Context) => {
        const parts = partsOf(value)?.slice(1);
        if (!one || !parts) return false;
        const expressions = one.map((part) => part(context));
        return !expressions.includes(undefined) && expressions.every((expression, index) => expression!.test(parts[index])) !== negative;
      };
      return negative
        ? (value, context) => patterns.every((one) => agrees(one, value, context))
        : (value, context) => patterns.some((one) => agrees(one, value, context));
    },
  };
}

function compared(parse: (value: string) => number, holds: (value: number, limit: number) => boolean, negative = false): Operator {
  return {
    negative,
    compile: (values) => {
      const limits = values.map(parse);
      if (limits.some(Number.isNaN)) throw new Error(`Cannot compare with ${values.join(', ')}`);
      return (value) => {
        const found = parse(value);
        return !Number.isNaN(found) && (negative ? limits.every((limit) => holds(found, limit)) : limits.some((limit) => holds(found, limit)));
      };
    },
  };
}

/** Addresses of either version and their ranges. */
function addresses(negative = false): Operator {
  return {
    negative,
    compile: (values) => {
      const listed = new BlockList();
      for (const value of values) {
        const [address, prefix] = value.split('/');
        const version = isIP(address);
        if (version === 0) throw new Error(`${value} is no address`);
        listed.addSubnet(address, Number(prefix ?? (version === 6 ? 128 : 32)), `ipv${version as 4 | 6}`);
      }
      return (value) => isIP(value) > 0 && listed.check(value, isIP(value) === 6 ? 'ipv6' : 'ipv4') !== negative;
    },
  };
}

const bool: Operator = {
  compile: (values) => {
    const wanted = values.map((value) => value.toLowerCase());
    if (wanted.some((value) => !['true', 'false'].includes(value))) throw new Error(`Bool takes true or false, not ${values.join(', ')}`);
    return (value) => wanted.includes(value.toLowerCase());
  },
};

const OPERATORS: Record<string, Operator> = {
  stringequals: texts({ wildcards: false }),
  stringnotequals: texts({ wildcards: false }, true),
  stringequalsignorecase: texts({ wildcards: false, ignoreCase: true }),
  stringnotequalsignorecase: texts({ wildcards: false, ignoreCase: true }, true),
  stringlike: texts({ wildcards: true }),
  stringnotlike: texts({ wildcards: true }, true),
  arnlike: arns(),
  arnequals: arns(),
  arnnotlike: arns(true),
  arnnotequals: arns(true),
  ipaddress: addresses(),
  notipaddress: addresses(true),
  bool,
  ...Object.fromEntries(([['numeric', Number], ['date', Date.parse]] as const).flatMap(([kind, parse]) => [
    [`${kind}equals`, compared(parse, (value, limit) => value === limit)],
    [`${kind}notequals`, compared(parse, (value, limit) => value !== limit, true)],
    [`${kind}lessthan`, compared(parse, (value, limit) => value < limit)],
    [`${kind}lessthanequals`, compared(parse, (value, limit) => value <= limit)],
    [`${kind}greaterthan`, compared(parse, (value, limit) => value > limit)],
    [`${kind}greaterthanequals`, compared(parse, (value, limit) => value >= limit)],
  ])),
};

/**
 * Compiles the `Condition` element of a statement.
 *
 * @throws if an operator is unknown, which must not be taken for one that holds or does not
 */
export function conditions(condition: Record<string, Record<string, string | string[]>> = {}): Holds {
  const all = Object.entries(condition).flatMap(([operator, keys]) => Object.entries(keys).map(([key, values]) => (
    compiledCondition(operator.toLowerCase(), key.toLowerCase(), [values].flat().map(String))
  )));
  return (context) => all.every((holds) => holds(context));
}

function compiledCondition(operator: string, key: string, values: string[]): Holds {
  const [, set, base, ifExists] = /^(?:(foranyvalue|forallvalues):)?(\w+?)(ifexists)?$/.exec(operator)!;
  if (base === 'null') return (context) => values.some((value) => value.toLowerCase() === String(!context.has(key)));
  if (!Object.hasOwn(OPERATORS, base)) throw new Error(`Unknown condition operator ${operator}`);
  const { compile, negative } = OPERATORS[base];
  const compares = compile(values);
  const absent = set ? set === 'forallvalues' : ifExists !== undefined || negative === true;
  return (context) => {
    const value = context.get(key);
    if (value === undefined) return absent;
    if (set === 'forallvalues') return [value].flat().every((each) => compares(each, context));
    if (set === 'foranyvalue') return [value].flat().some((each) => compares(each, context));
    return typeof value === 'string' && compares(value, context);
  };
}
