import { DEPLOYMENT } from '../policy/statement';

/** What is known of the account that a template is deployed into. What is not may be anything. */
export interface KnownDeployment {
  readonly partition?: string;
  readonly account?: string;
  readonly region?: string;
}

/** Finds the text of a reference to a resource, and of an attribute of it; nothing if only the deployment knows it. */
export type ReferenceText = (logicalId: string, attribute?: string) => string | undefined;

/** A value that depends on what only the deployment knows, where a policy must be known as a whole. */
export class NotKnownAtSynth extends Error {
}

const REMOVED = Symbol('AWS::NoValue');

/** Text with the intrinsic functions of a template resolved, as far as that is possible. */
export class IntrinsicText {
  constructor(private readonly deployment: KnownDeployment, private readonly textOf: ReferenceText) {}

  /**
   * A value of a template in which every intrinsic function is a text. What only the deployment knows is a variable of its own.
   *
   * @throws NotKnownAtSynth if the deployment decides on more than a text
   */
  public resolve(value: any): any {
    const resolved = this.resolved(value);
    return resolved === REMOVED ? undefined : resolved;
  }

  private resolved(value: any): any {
    if (Array.isArray(value)) return value.map((item) => this.resolved(item)).filter((item) => item !== REMOVED);
    if (typeof value !== 'object' || value === null) return value;
    if (isIntrinsic(value)) return this.ofFunction(...Object.entries<any>(value)[0]);
    return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, this.resolved(item)]).filter(([, item]) => item !== REMOVED));
  }

  private ofFunction(name: string, argument: any): any {
    if (name === 'Ref') return argument === 'AWS::NoValue' ? REMOVED : this.reference(argument);
    if (name === 'Fn::GetAtt') {
      const [id, ...attribute] = Array.isArray(argument) ? argument : String(argument).split('.');
      return this.reference(id, attribute.join('.'));
    }
    if (name === 'Fn::Join' && Array.isArray(argument?.[1])) return this.resolved(argument[1]).map(String).join(argument[0]);
    if (name === 'Fn::Sub') return this.substituted(argument);
    if (name === 'Fn::If' && argument.slice(1).some((branch: any) => typeof branch === 'object' && !isIntrinsic(branch))) {
      throw new NotKnownAtSynth(`the condition ${argument[0]}`);
    }
    return variable(JSON.stringify({ [name]: argument }));
  }

  private substituted(argument: string | [string, Record<string, unknown>]): string {
    const [template, values] = Array.isArray(argument) ? argument : [argument, {} as Record<string, unknown>];
    return template.replace(/\$\{(!?)([^}]+)\}/g, (_, literal: string, name: string) => {
      if (literal) return `\${${name}}`;
      if (name in values) return String(this.resolved(values[name]));
      const [id, ...attribute] = name.split('.');
      return attribute.length > 0 ? this.reference(id, attribute.join('.')) : this.reference(id);
    });
  }

  private reference(id: string, attribute?: string): string {
    const { partition, account, region } = this.deployment;
    const known: Record<string, string | undefined> = {
      'AWS::Partition': partition,
      'AWS::AccountId': account,
      'AWS::Region': region,
      'AWS::URLSuffix': partition && (partition === 'aws-cn' ? 'amazonaws.com.cn' : 'amazonaws.com'),
    };
    return known[id] ?? this.textOf(id, attribute) ?? variable(attribute ? `${id}.${attribute}` : id);
  }
}

function isIntrinsic(value: any): boolean {
  if (value === null || Array.isArray(value)) return false;
  const keys = Object.keys(value);
  return keys.length === 1 && (keys[0] === 'Ref' || keys[0].startsWith('Fn::'));
}

/** A policy variable that is never absent. */
function variable(name: string): string {
  return `\${${DEPLOYMENT}${name.replace(/[{}$,]/g, '')}}`;
}
