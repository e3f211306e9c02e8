import { App, CfnResource, Stack, Stage } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { addTreeValidation, stageOf, Tree } from '../../src/private/tree';

const types = (tree: Tree) => tree.resources('A::B::C').map(({ node }) => node.path);
const resource = (scope: Construct, id: string) => new CfnResource(scope, id, { type: 'A::B::C' });

test('a stage holds the resources of its stacks, and not those of the stages below', () => {
  const app = new App();
  const stage = new Stage(app, 'Stage');
  resource(new Stack(app, 'One'), 'R');
  resource(new Construct(new Stack(app, 'Two'), 'Deep'), 'R');
  resource(new Stack(stage, 'Three'), 'R');
  expect(types(new Tree(app))).toEqual(['One/R', 'Two/Deep/R']);
  expect(types(new Tree(stage))).toEqual(['Stage/Three/R']);
  expect(new Tree(app).resources('X')).toEqual([]);
});

test('the tree is looked through once for all the checks of a validation, and again for the next one', () => {
  const app = new App();
  const stack = new Stack(app, 'Stack');
  const trees: Tree[] = [];
  const seen: number[] = [];
  let derived = 0;
  const count = (tree: Tree) => { derived += 1; return types(tree).length; };
  for (const id of ['A', 'B']) {
    addTreeValidation(resource(stack, id), (tree) => {
      trees.push(tree);
      seen.push(tree.derived(count));
      return [];
    });
  }
  app.synth();
  resource(stack, 'C');
  app.synth({ force: true });
  expect(seen).toEqual([2, 2, 3, 3]);
  expect(derived).toBe(2);
  expect(new Set(trees).size).toBe(2);
});

test('what a check finds fails the synthesis', () => {
  const app = new App();
  addTreeValidation(resource(new Stack(app, 'Stack'), 'A'), () => ['wrong']);
  expect(() => app.synth()).toThrow('[Stack/A] wrong');
});

test('without a stage the root stands for it', () => {
  const root = new Construct(undefined as any, '');
  expect(stageOf(new Construct(root, 'Child'))).toBe(root);
});
