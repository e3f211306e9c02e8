import { IPolicyValidationContext, IPolicyValidationPlugin, PolicyValidationPluginReport, Stage } from 'aws-cdk-lib';
import { IConstruct } from 'constructs';
import { AccessChecksOptions } from './access-checks-options';
import { checkStage } from './check-stage';
import { isAcknowledged, violationsOf } from './finding';
import { Reference } from './new-access';
import { invalid } from '../private/errors';
import { KnownKeys, mapOf, requireKnownKeys, text } from '../private/known-keys';
import { stageOf } from '../private/tree';
import { managedPolicyDocument } from '../proof/policy/managed-policy-documents';
import { parsePolicy } from '../proof/policy/parse-policy';
import { readPolicy } from '../proof/policy/read-policy';

const KEYS: KnownKeys<AccessChecksOptions> = { reference: text, managedPolicies: mapOf(text) };

/**
 * Checks at synth what every group, role and user of an app may do, with the decision procedure of `AccessProof`: known
 * privilege-escalation paths, ways to an administrator through roles of the app, unsafe trust policies, wide roles that others may pass, and
 * access that is new since another synthesis.
 *
 * It works in every app, with and without the constructs of this library, and beside cdk-nag. A finding is acknowledged by its id with
 * `Validations.of(construct).acknowledge({ id, reason })`. The ids have `:` in place of `::`. What cannot be decided is a warning
 * of its own. Resource-based policies and roles of other apps are not evaluated.
 *
 * Source: pathfinding.cloud and Prowler for the paths; IAM User Guide, "Policy evaluation logic". Costs nothing.
 *
 * @example
 * const app = new App();
 * Validations.of(app).addPlugins(new AccessChecks(app));
 */
export class AccessChecks implements IPolicyValidationPlugin {
  /** The name of the plugin in the report of CDK. */
  public readonly name = 'AccessChecks';

  private readonly reference?: Reference;
  private readonly documents: ReadonlyMap<string, object>;

  /**
   * @param scope the app, or the part of it whose identities are checked
   * @throws if the reference is no synthesized app, or if the document of a managed policy is no policy
   */
  constructor(private readonly scope: IConstruct, options: AccessChecksOptions = {}) {
    requireKnownKeys(options, KEYS);
    const { reference, managedPolicies = {} } = options;
    if (reference === '') throw invalid('reference', reference, 'it must be the path of a folder');
    this.reference = reference === undefined ? undefined : new Reference(reference);
    this.documents = new Map(Object.entries(managedPolicies).map(([name, document]) => {
      const parsed = parsePolicy(`managedPolicies, ${name}`, document);
      readPolicy(`managedPolicies, ${name}`, parsed);
      return [name, parsed];
    }));
  }

  /**
   * Checks the app. CDK calls it at synth. A unit test calls it after `app.synth()`, with `{ templatePaths: [] }`.
   *
   * @param _context not used: the checks read the constructs
   */
  public validate(_context: IPolicyValidationContext): PolicyValidationPluginReport {
    const stages = new Set([stageOf(this.scope), ...this.scope.node.findAll().filter(Stage.isStage)]);
    const documentOf = (name: string) => this.documents.get(name) ?? managedPolicyDocument(name);
    const findings = [...stages].flatMap((stage) => checkStage(stage, documentOf, this.reference))
      .filter(({ resource }) => resource.node.scopes.includes(this.scope))
      .filter((finding) => !isAcknowledged(finding));
    return { success: findings.every(({ severity }) => severity !== 'error'), violations: violationsOf(findings) };
  }
}
