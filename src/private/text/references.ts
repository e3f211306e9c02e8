import { DefaultTokenResolver, IPostProcessor, IResolvable, IResolveContext, Reference, Stack, StringConcat, Tokenization } from 'aws-cdk-lib';
import { IConstruct } from 'constructs';

/** What a property of a resource refers to: other resources of the app, also of another stack of it, and names as text. */
export interface References {
  readonly resources: IConstruct[];
  readonly names: string[];
}

/** Looks through tokens for what they stand for: equal logical ids in two stacks are not the same resource. */
export function referencesOf(resource: IConstruct, value: unknown): References {
  const resources = new Set<IConstruct>();
  class Recorder extends DefaultTokenResolver {
    public resolveToken(token: IResolvable, context: IResolveContext, postProcessor: IPostProcessor) {
      if (Reference.isReference(token)) resources.add(token.target);
      return super.resolveToken(token, context, postProcessor);
    }
  }
  const resolved = Tokenization.resolve(value ?? [], { scope: Stack.of(resource), resolver: new Recorder(new StringConcat()), preparing: false });
  const names = [resolved].flat().filter((name): name is string => typeof name === 'string');
  return { resources: [...resources], names };
}
