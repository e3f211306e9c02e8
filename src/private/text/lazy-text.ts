import { IResolvable, IResolveContext, Token } from 'aws-cdk-lib';
import { IConstruct } from 'constructs';

/** Text that depends on the resource, or the stack, in which it is used. */
export function textInScope(produce: (scope: IConstruct) => string): string {
  return Token.asString(new ScopedText(produce), { displayHint: 'Text' });
}

class ScopedText implements IResolvable {
  /** Where it was made is of no use to a reader of an error. */
  public readonly creationStack: string[] = [];

  constructor(private readonly produce: (scope: IConstruct) => string) {}

  public resolve(context: IResolveContext): string {
    return this.produce(context.scope);
  }

  public toString(): string {
    return Token.asString(this);
  }
}
