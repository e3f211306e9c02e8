import { CfnStackSet, Fn, RemovalPolicy, Stack, Token } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { createStackSet, Deployment } from './account-stack-set';
import { AccountTemplate } from './account-template';
import { BaselineRollOutProps } from './baseline-roll-out-props';
import { EveryRegionOptions } from './every-region-options';
import { hardenedSettings } from './hardened-settings';
import { requireNoOverlap } from './overlapping-roll-outs';
import { createRegional, protectVpcPublicAccessBlock, withoutRegional } from './regional-baseline';
import { RollOutCaller } from './roll-out-caller';
import { managementAccountOf, requireRollOutProps } from './roll-out-checks';
import { RollOutTarget } from './roll-out-target';
import { RollOutWatchOptions } from './roll-out-watch-options';
import { SUFFIX } from './stack-set-name';
import { SecureAccountBaseline } from '../baseline/secure-account-baseline';
import { SecureAccountBaselineProps } from '../baseline/secure-account-baseline-props';
import { CallerCredentialsSynthesizer } from '../caller-credentials-synthesizer';
import { BASELINE } from '../private/baseline-names';
import { inConstruct, invalid } from '../private/errors';
import { inProperty } from '../private/written-properties';
import { AccountWatch } from '../watch/account-watch';
import { WatchPart } from '../watch/watch-part';

/**
 * The baseline in every account of an organization: a service-managed stack set that deploys `SecureAccountBaseline` into the accounts of
 * units, those that join later included. Its template travels inside of the stack, so that neither side needs a bootstrap or a bucket.
 *
 * The stack belongs to the management account or to a delegated administrator of StackSets, where trusted access of StackSets is on.
 * StackSets never reaches the management account, and has no trusted access in China. `everyRegion` and `watch` are stacks of their own,
 * since CloudFormation takes templates of up to 51,200 characters without a bucket: deploy them with `cdk deploy --all`. StackSets costs
 * nothing.
 *
 * Accounts that need other properties need another roll-out. An account holds the baseline once: where two roll-outs reach it and synthesis
 * cannot know, the later one fails in that account and is rolled back there. An account that is moved between the units of two roll-outs
 * fails in the second one as long as it has the stacks of the first: with `RemovalPolicy.DESTROY`, move it to a unit without a roll-out first.
 *
 * Sources: AWS CloudFormation User Guide, "StackSets concepts", "Activate trusted access for StackSets with AWS Organizations"; AWS
 * CloudFormation Template Reference, "AWS::CloudFormation::StackSet".
 *
 * @example
 * const stack = new Stack(new App(), 'account-baseline-roll-out', { synthesizer: new CallerCredentialsSynthesizer() });
 * new BaselineRollOut(stack, 'RollOut', {
 *   baseline: { accountHardening: AccountHardening.ALL },
 *   targets: [RollOutTarget.unit('ou-abcd-11112222', { exceptAccounts: ['444455556666'] })],
 *   region: 'eu-central-1',
 *   everyRegion: { regions: ['us-east-1', 'eu-central-1'], hardening: {}, externalAccess: true },
 *   watch: { emailAddresses: ['security@example.com'] },
 * });
 */
export class BaselineRollOut extends Construct {
  /** The baseline that each account gets; resources that are added to its stack are deployed with it. */
  public readonly baseline: SecureAccountBaseline;

  /** The watch that each account gets, if it is asked for. */
  public readonly watch?: AccountWatch;

  /** The name of the stack set of the baseline. */
  public readonly stackSetName: string;

  /** The name of the stack set of `everyRegion`, if that is given. */
  public readonly everyRegionStackSetName?: string;

  /** The name of the stack set of the watch, if that is asked for. */
  public readonly watchStackSetName?: string;

  /** @internal */
  public readonly _stackSet: CfnStackSet;

  /** @internal */
  public readonly _targets: RollOutTarget[];

  private readonly templates: AccountTemplate[] = [];

  /**
   * @throws if a property does not exist or has a wrong value; if two targets reach the same account, or one is the management account; if
   * an alias is given for many accounts; at synth, if two roll-outs of the app reach the same account or a template is too large
   */
  constructor(scope: Construct, id: string, props: BaselineRollOutProps) {
    inConstruct(scope, id, () => requireRollOutProps(Stack.of(scope), props));
    super(scope, id);
    const { baseline = {}, targets, region, everyRegion, watch, failureTolerance = 0, maxConcurrency = 5, stackSetName = BASELINE } = props;
    const removalPolicy = props.removalPolicy ?? RemovalPolicy.RETAIN;
    if (removalPolicy !== RemovalPolicy.RETAIN && removalPolicy !== RemovalPolicy.DESTROY) {
      throw invalid('removalPolicy', removalPolicy, 'it must be RETAIN or DESTROY', this);
    }
    const callAs = props.callAs === RollOutCaller.DELEGATED_ADMINISTRATOR ? props.callAs : undefined;
    const deployment: Deployment = { targets, failureTolerance, maxConcurrency, callAs, retainStacks: removalPolicy === RemovalPolicy.RETAIN };
    requireNoOverlap(this, {
      targets,
      stackSetName,
      regions: [...new Set([region, ...everyRegion?.regions ?? [], ...watch?.region === undefined ? [] : [watch.region]])],
      hardens: baseline.accountHardening !== undefined || everyRegion?.hardening !== undefined,
      hardened: hardenedSettings(baseline, region, everyRegion),
      resourceTypes: () => this.templates.flatMap(({ resourceTypes }) => resourceTypes),
    });

    const template = this.template(region);
    this.baseline = template.make('baseline', (stack) => new SecureAccountBaseline(stack, 'Baseline', this.baselineProps(baseline, region, everyRegion)), 'region');
    if (everyRegion?.vpcPublicAccessBlock) protectVpcPublicAccessBlock(template.stack);
    this._targets = targets;
    this._stackSet = createStackSet(this, this, {
      stackSetName,
      template,
      regions: [region],
      deployment,
      property: 'baseline',
      remedy: 'Leave out parts with baseline.omit, groups, roles or users',
    });
    this.stackSetName = stackSetName;

    const after = this.arnOfStackSet(managementAccountOf(Stack.of(this), props), callAs !== undefined);
    if (everyRegion) this.everyRegionStackSetName = this.createEveryRegion(everyRegion, baseline, deployment, after);
    if (watch) {
      const made = this.createWatch(watch, everyRegion, region, deployment, after);
      this.watch = made.watch;
      this.watchStackSetName = made.stackSetName;
    }
  }

  /** A setting has one owner: that of a region belongs to the stack set of every region, where that reaches the home region. */
  private baselineProps(baseline: SecureAccountBaselineProps, region: string, everyRegion?: EveryRegionOptions): SecureAccountBaselineProps {
    const { accountHardening } = baseline;
    if (!accountHardening || !everyRegion?.hardening || !everyRegion.regions.includes(region)) return baseline;
    return { ...baseline, accountHardening: inProperty('accountHardening', () => withoutRegional(accountHardening)) };
  }

  private createEveryRegion(everyRegion: EveryRegionOptions, baseline: SecureAccountBaselineProps, deployment: Deployment, after?: string): string {
    const template = this.template();
    template.make('everyRegion', (stack) => createRegional(stack, everyRegion, baseline), 'everyRegion.regions');
    const stackSetName = `${this.stackSetName}${SUFFIX.everyRegion}`;
    createStackSet(this.stackOf('EveryRegion', SUFFIX.everyRegion), this, {
      stackSetName, template, regions: everyRegion.regions, deployment, after, property: 'everyRegion', remedy: 'Turn off settings of everyRegion.hardening',
    });
    return stackSetName;
  }

  private createWatch(
    options: RollOutWatchOptions, everyRegion: EveryRegionOptions | undefined, home: string, deployment: Deployment, after?: string,
  ) {
    const { region = home, ...watchProps } = options;
    const template = this.template(region);
    const isAnalyzed = everyRegion?.externalAccess && everyRegion.regions.includes(region);
    const omit = isAnalyzed ? [...new Set([...watchProps.omit ?? [], WatchPart.EXTERNAL_ACCESS])] : watchProps.omit;
    const regionProperty = options.region === undefined ? 'region' : 'watch.region';
    const watch = template.make('watch', (stack) => new AccountWatch(stack, 'Watch', { ...watchProps, omit }), regionProperty);
    const stackSetName = `${this.stackSetName}${SUFFIX.watch}`;
    createStackSet(this.stackOf('Watch', SUFFIX.watch), this, {
      stackSetName, template, regions: [region], deployment, after, property: 'watch', remedy: 'Leave out parts with watch.omit',
    });
    return { watch, stackSetName };
  }

  private template(region?: string): AccountTemplate {
    const template = new AccountTemplate(this, region);
    this.templates.push(template);
    return template;
  }

  /** A stack beside that of the roll-out, deployed after it. */
  private stackOf(id: string, suffix: string): Stack {
    const main = Stack.of(this);
    const synthesizer = main.synthesizer instanceof CallerCredentialsSynthesizer ? new CallerCredentialsSynthesizer() : undefined;
    const known = (value: string) => Token.isUnresolved(value) ? undefined : value;
    const stack = new Stack(this, id, {
      env: { account: known(main.account), region: known(main.region) },
      stackName: `${main.stackName}${suffix}`,
      synthesizer,
      terminationProtection: main.terminationProtection,
    });
    stack.addDependency(main);
    return stack;
  }

  /** Stack sets of a delegated administrator belong to the management account, too. */
  private arnOfStackSet(managementAccount: string | undefined, isDelegated: boolean): string | undefined {
    if (isDelegated && managementAccount === undefined) return undefined;
    const account = isDelegated ? managementAccount! : '${AWS::AccountId}';
    return Fn.sub(`arn:\${AWS::Partition}:cloudformation:\${AWS::Region}:${account}:stackset/\${StackSet}`, { StackSet: this._stackSet.ref });
  }
}
