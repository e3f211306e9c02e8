import { exemptRolesStatements, rolesOfBaseline } from './exemption';
import { Exempt, FUNCTIONS, NOT_CENTRAL_ROOT, notBy, PUBLISHERS } from './principals';
import { all, deny, Statement } from './statement';
import { actionsOf } from '../../../permissions/policies/deny';
import { IAM_WRITES, SETTING_CHANGES } from '../../../permissions/policies/guardrail';
import { changesOf, denyMappingsStatement } from '../../../permissions/policies/protected';
import { BASELINE_RESOURCES, BOOTSTRAP_RESOURCES } from '../../../permissions/protected-resources';
import { BASELINE_TAG, NAME_PREFIX } from '../../../private/baseline-names';
import { BASELINE_PATH } from '../../../private/iam-names';

/** Identities of which every change is denied. Users are not among them, since each changes its own credentials. */
const IDENTITIES = ['group', 'instance-profile', 'oidc-provider', 'policy', 'role', 'saml-provider'];

/** Changes of a user that give it other permissions, another name or path, or make or remove it. */
const USER_CHANGES = ['Attach*', 'CreateUser', 'DeleteUser*', 'Detach*', 'Put*', 'TagUser', 'UntagUser', 'UpdateUser'].map((name) => `iam:${name}`);

/** Changes of settings of the account that the baseline makes. */
const SETTINGS = [
  ...SETTING_CHANGES,
  ...['CreateAccountAlias', 'DeleteAccountAlias', 'DeleteAccountPasswordPolicy', 'UpdateAccountPasswordPolicy'].map((name) => `iam:${name}`),
  'ec2:ModifyVpcBlockPublicAccessOptions',
];

/** The alarms of the trail and the budgets. The guardrail of an account has no room for them. */
const IN_ORGANIZATION = [`arn:*:cloudwatch:*:*:alarm:${NAME_PREFIX}*`, `arn:*:budgets::*:budget/${NAME_PREFIX}*`];

/**
 * What `cdk` and Docker call to publish an asset, besides reading. Who replaces one puts it under the same name; nothing is deleted. Source:
 * the template of `cdk bootstrap`, the policies of the publishing roles.
 */
const PUBLISHING = [
  ...actionsOf('ecr', ['CompleteLayerUpload', 'InitiateLayerUpload', 'PutImage', 'UploadLayerPart']),
  ...actionsOf('s3', ['AbortMultipartUpload', 'PutObject']),
];

/**
 * The resources, the identities and the settings of this library and the resources of `cdk bootstrap`, which only deployers and the functions
 * of the library change. The publishing roles of the bootstrap publish assets, and its other roles need no exception to deploy apps.
 */
export function baselineStatements(exempt: Exempt): Statement[] {
  const { deployers } = exempt;
  const baseline = changesOf(BASELINE_RESOURCES);
  const bootstrap = changesOf(BOOTSTRAP_RESOURCES);
  const reads = [...actionsOf('budgets', ['Describe*', 'List*', 'View*']), ...actionsOf('cloudwatch', ['Describe*', 'Get*', 'List*'])];
  const { actions, conditions } = denyMappingsStatement();
  const notOurs = all(notBy([...deployers, ...FUNCTIONS]), NOT_CENTRAL_ROOT);
  const notDeployed = all(notBy(deployers), NOT_CENTRAL_ROOT);
  return [
    deny('BaselineResources', { NotAction: [...baseline.notActions, ...reads], Resource: [...baseline.resources, ...IN_ORGANIZATION], Condition: notOurs }),
    // A negative value in a metric of the trail's log makes up for an event.
    deny('BaselineMetrics', { Action: 'cloudwatch:PutMetricData', Condition: all({ StringLike: { 'cloudwatch:namespace': `${NAME_PREFIX}*` } }, notOurs) }),
    // Monitors and subscriptions of Cost Anomaly Detection are named by random IDs.
    deny('BaselineAnomalies', {
      Action: actionsOf('ce', ['DeleteAnomaly*', 'TagResource', 'UntagResource', 'UpdateAnomaly*']),
      Condition: all({ Null: { [`aws:ResourceTag/${BASELINE_TAG.key}`]: 'false' } }, notOurs),
    }),
    deny('BaselineFunctions', { Action: actions, Condition: all(conditions, notOurs) }),
    deny('BaselineSettings', { Action: SETTINGS, Condition: notOurs }),
    deny('BaselineIdentities', { Action: IAM_WRITES, Resource: IDENTITIES.map((kind) => `arn:*:iam::*:${kind}${BASELINE_PATH}*`), Condition: notDeployed }),
    deny('BaselineUsers', { Action: USER_CHANGES, Resource: `arn:*:iam::*:user${BASELINE_PATH}*`, Condition: notDeployed }),
    deny('Bootstrap', { NotAction: [...bootstrap.notActions, ...PUBLISHING], Resource: bootstrap.resources, Condition: notOurs }),
    deny('BootstrapAssets', { Action: PUBLISHING, Resource: bootstrap.resources, Condition: all(notBy([...deployers, ...PUBLISHERS]), NOT_CENTRAL_ROOT) }),
    ...exemptRolesStatements('ExemptRoles', rolesOfBaseline(exempt), exempt),
  ];
}
