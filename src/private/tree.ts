import { CfnResource, Stage } from 'aws-cdk-lib';
import { IConstruct } from 'constructs';

/** What each stage was found to hold in the validation that runs at the moment. */
const TREES = new WeakMap<IConstruct, Tree>();

/** The stages whose trees are forgotten when their validation begins. */
const WATCHED = new WeakSet<IConstruct>();

/**
 * The resources of a stage, looked through once for all the checks of one validation. A check that walked the tree by itself, for
 * each of thousands of users, would take time that grows with their square.
 */
export class Tree {
  private readonly byType = new Map<string, CfnResource[]>();
  private readonly known = new Map<unknown, unknown>();

  public constructor(root: IConstruct) {
    this.add(root);
  }

  /** The resources of a type, such as `AWS::IAM::User`. */
  public resources<T extends CfnResource>(type: string): T[] {
    return (this.byType.get(type) ?? []) as T[];
  }

  /** What a function makes of the tree, made once. */
  public derived<T>(derive: (tree: Tree) => T): T {
    if (!this.known.has(derive)) this.known.set(derive, derive(this));
    return this.known.get(derive) as T;
  }

  /** Another stage below is another deployment. */
  private add(construct: IConstruct): void {
    if (CfnResource.isCfnResource(construct)) {
      const present = this.byType.get(construct.cfnResourceType);
      if (present) present.push(construct);
      else this.byType.set(construct.cfnResourceType, [construct]);
    }
    for (const child of construct.node.children) {
      if (!Stage.isStage(child)) this.add(child);
    }
  }
}

/** Adds a check at synth that needs to know what else the stage of a construct holds. */
export function addTreeValidation(construct: IConstruct, validate: (tree: Tree) => string[]): void {
  const stage = stageOf(construct);
  if (!WATCHED.has(stage)) {
    WATCHED.add(stage);
    // A validation begins with its root, so that each one reads the tree again.
    stage.node.addValidation({ validate: () => { TREES.delete(stage); return []; } });
  }
  construct.node.addValidation({
    validate: () => {
      if (!TREES.has(stage)) TREES.set(stage, new Tree(stage));
      return validate(TREES.get(stage)!);
    },
  });
}

/** The stages of scopes. Thousands of constructs may share a scope, and none ever leaves it. */
const STAGES = new WeakMap<IConstruct, IConstruct>();

/** The stage that a construct is deployed with; the root where there is none. */
export function stageOf(construct: IConstruct): IConstruct {
  const { scope } = construct.node;
  if (!scope || Stage.isStage(construct)) return construct;
  const known = STAGES.get(scope);
  if (known) return known;
  const stage = stageOf(scope);
  STAGES.set(scope, stage);
  return stage;
}
