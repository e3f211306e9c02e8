import { Stack } from 'aws-cdk-lib';
import { IConstruct } from 'constructs';
import { HardenedSetting } from './hardened-settings';
import { RollOutTarget } from './roll-out-target';
import { violation } from '../private/written-properties';

/** What has to differ between the roll-outs of an app, and what the policies of the organization must leave open to them. */
export interface RollOut {
  readonly targets: RollOutTarget[];
  readonly stackSetName: string;
  /** Every region that it deploys into. */
  readonly regions: string[];
  /** Whether it sets more in the accounts than the baseline without properties. */
  readonly hardens: boolean;
  /** What it sets that a declarative policy can manage too. */
  readonly hardened: readonly HardenedSetting[];
  /** The types of the resources that the accounts get. */
  readonly resourceTypes: () => string[];
}

const ROLL_OUTS = new WeakMap<IConstruct, RollOut>();

/** Refuses, at synth, a roll-out whose accounts or stack set another one of the app has too: both make the same names. */
export function requireNoOverlap(construct: IConstruct, rollOut: RollOut): void {
  ROLL_OUTS.set(construct, rollOut);
  construct.node.addValidation({
    validate: () => {
      const all = rollOutsOfApp(construct);
      const former = all.slice(0, all.findIndex((each) => each.construct === construct));
      return former.flatMap((other) => compare(construct, rollOut, other.construct, other.rollOut));
    },
  });
}

/** The roll-outs of the app that a construct belongs to. */
export function rollOutsOfApp(construct: IConstruct): { construct: IConstruct; rollOut: RollOut }[] {
  return construct.node.root.node.findAll().filter((each) => ROLL_OUTS.has(each)).map((each) => ({ construct: each, rollOut: ROLL_OUTS.get(each)! }));
}

function compare(construct: IConstruct, { targets, stackSetName }: RollOut, other: IConstruct, theirs: RollOut): string[] {
  const [stack, otherStack] = [Stack.of(construct), Stack.of(other)];
  const isSameAccount = stack.account === otherStack.account && stack.region === otherStack.region;
  const names = isSameAccount && stackSetName === theirs.stackSetName
    ? [violation(construct, 'stackSetName', stackSetName, `${other.node.path} has this name already. Choose another suffix`)] : [];
  return [...names, ...targets.flatMap((target, index) => {
    const met = theirs.targets.find((each) => each._overlaps(target));
    if (!met) return [];
    const remedy = target._accountIds || met._accountIds ? 'Leave them out of one of the two with exceptAccounts' : 'Name units that lie beside each other';
    return [violation(construct, `targets[${index}]`, target._unitId,
      `${other.node.path} reaches accounts of it by ${met._unitId} too, and an account holds the baseline once. ${remedy}`, 'roll-out-overlap')];
  })];
}
