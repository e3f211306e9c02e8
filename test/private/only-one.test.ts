import { App, Stack, Stage } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { requireOnlyOneInAccount, requireOnlyOneInStack } from '../../src/private/only-one';

class Thing extends Construct {
  constructor(scope: Construct, id: string, kind = 'a thing') {
    super(scope, id);
    requireOnlyOneInStack(this, kind);
  }
}

class AccountThing extends Construct {
  constructor(scope: Construct, id: string) {
    super(scope, id);
    requireOnlyOneInAccount(this, 'a thing');
  }
}

test('a stack holds one of a kind, wherever in it', () => {
  const stack = new Stack(new App(), 'Stack');
  new Thing(new Construct(stack, 'Deep'), 'First');
  expect(() => new Thing(stack, 'Second')).toThrow("Invalid `scope` 'Stack': the stack already has a thing at Stack/Deep/First. Change that one. In Stack/Second.");
  new Thing(stack, 'Other', 'another thing');
  new Thing(new Stack(stack.node.root as App, 'Stack2'), 'First');
});

test('one that was removed again does not count', () => {
  const stack = new Stack(new App(), 'Stack');
  const deep = new Construct(stack, 'Deep');
  new Thing(deep, 'First');
  stack.node.tryRemoveChild('Deep');
  expect(() => new Thing(stack, 'Second')).not.toThrow();
});

test('an account holds one of a kind, in whatever stack and stage of the app', () => {
  const app = new App();
  const env = { account: '111122223333', region: 'us-east-1' };
  new AccountThing(new Stack(app, 'One', { env }), 'First');
  expect(() => new AccountThing(new Stack(new Stage(app, 'Stage'), 'Two', { env: { ...env, region: 'eu-west-1' } }), 'Second'))
    .toThrow("Invalid `scope` 'Stage/Two': the account 111122223333 already has a thing at One/First. Change that one, or choose another account. In Stage/Two/Second.");
  new AccountThing(new Stack(app, 'Three', { env: { ...env, account: '444455556666' } }), 'First');
});

test('stacks whose account only the deployment knows may go to different accounts', () => {
  const app = new App();
  for (const id of ['One', 'Two']) expect(() => new AccountThing(new Stack(app, id), 'Thing')).not.toThrow();
});
