import { BootstraplessSynthesizer, CfnOutput, CfnStackSet, Lazy, Stack } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { AccountTemplate } from './account-template';
import { RollOutTarget } from './roll-out-target';
import { charactersOf, TEMPLATE_LIMIT, templateWith } from '../private/template';
import { violation } from '../private/written-properties';

/** What all stack sets of a roll-out have in common. */
export interface Deployment {
  readonly targets: RollOutTarget[];
  readonly failureTolerance: number;
  readonly maxConcurrency: number;
  readonly callAs?: string;
  readonly retainStacks: boolean;
}

export interface AccountStackSetOptions {
  readonly stackSetName: string;
  readonly template: AccountTemplate;
  readonly regions: string[];
  readonly deployment: Deployment;
  /** The property that says what is in the template, and what makes that smaller. */
  readonly property: string;
  readonly remedy: string;
  /** The ARN of a stack set after which this one starts in accounts that join later. */
  readonly after?: string;
}

/** Creates a stack set with a template of ours, and an output with its name. */
export function createStackSet(scope: Construct, owner: Construct, options: AccountStackSetOptions): CfnStackSet {
  const { stackSetName, template, regions, deployment, property, remedy, after } = options;
  const isAutomatic = deployment.targets.every(({ _accountIds }) => !_accountIds);
  const { failureTolerance, maxConcurrency } = deployment;
  const stackSet = new CfnStackSet(scope, 'StackSet', {
    stackSetName,
    permissionModel: 'SERVICE_MANAGED',
    callAs: deployment.callAs,
    capabilities: ['CAPABILITY_NAMED_IAM'],
    autoDeployment: isAutomatic
      ? { enabled: true, retainStacksOnAccountRemoval: deployment.retainStacks, ...after !== undefined && { dependsOn: [after] } }
      : { enabled: false },
    managedExecution: { Active: true },
    operationPreferences: {
      failureToleranceCount: failureTolerance,
      maxConcurrentCount: maxConcurrency,
      // Otherwise no more accounts would be deployed to at the same time than may fail, and one.
      ...maxConcurrency > failureTolerance + 1 && { concurrencyMode: 'SOFT_FAILURE_TOLERANCE' },
      ...regions.length > 1 && { regionConcurrencyType: 'PARALLEL' },
    },
    stackInstancesGroup: groupsOf(deployment.targets).map((deploymentTargets) => ({ deploymentTargets, regions })),
    templateBody: Lazy.string({ produce: () => template.text }),
  });
  new CfnOutput(scope, 'StackSetName', { value: stackSetName });

  owner.node.addValidation({
    validate: () => {
      const stack = Stack.of(stackSet);
      const { problems } = template;
      if (problems.length > 0) return problems.map((problem) => ofEachAccount(owner, property, problem, remedy));
      const wrong = overrides(stackSet);
      if (wrong) return [violation(owner, 'targets', wrong, 'automatic deployment passes no parameter overrides. Make another roll-out with the difference in its properties')];
      const characters = stack.synthesizer instanceof BootstraplessSynthesizer ? charactersOf(stack, templateWith(stack)) : 0;
      if (characters <= TEMPLATE_LIMIT) return [];
      return [violation(owner, property, `${characters} characters`, `the stack ${stack.node.path} has room for ${TEMPLATE_LIMIT} without a bucket. ${remedy}; `
        + 'or move its other resources to another stack')];
    },
  });
  return stackSet;
}

/** A problem of the template, whose link to the rules stays at the end. */
function ofEachAccount(owner: Construct, property: string, problem: string, remedy: string): string {
  const [, text, link = ''] = /^(.*?)\.?( See \S+)?$/s.exec(problem)!;
  return `${violation(owner, property, 'of each account', `${text}. ${remedy}`)}${link}`;
}

/** One group for all units without exceptions, and one for each other target. */
function groupsOf(targets: RollOutTarget[]): CfnStackSet.DeploymentTargetsProperty[] {
  const isWhole = ({ _accountIds, _exceptAccounts }: RollOutTarget) => !_accountIds && _exceptAccounts.length === 0;
  const whole = targets.filter(isWhole).map(({ _unitId }) => _unitId);
  return [
    ...whole.length > 0 ? [{ organizationalUnitIds: whole }] : [],
    ...targets.filter((target) => !isWhole(target)).map(({ _unitId, _accountIds, _exceptAccounts }) => ({
      organizationalUnitIds: [_unitId],
      accounts: _accountIds ?? _exceptAccounts,
      accountFilterType: _accountIds ? 'INTERSECTION' : 'DIFFERENCE',
    })),
  ];
}

/** The parameter overrides of a stack set that deploys automatically: an override of the property may have set them. */
function overrides(stackSet: CfnStackSet): object | undefined {
  const [{ Properties }] = Object.values<any>(templateWith(stackSet).Resources);
  if (!Properties.AutoDeployment?.Enabled) return undefined;
  return Properties.StackInstancesGroup?.map((group: any) => group.ParameterOverrides).find((each: unknown) => each !== undefined);
}
