import { BASELINE, NAME_PREFIX } from '../private/baseline-names';
import { BASELINE_PATH } from '../private/iam-names';

/** The functions of this library, with their versions and aliases: a `*` at the end of an ARN also matches colons. */
export const PROTECTED_FUNCTIONS = `arn:*:lambda:*:*:function:${NAME_PREFIX}*`;

/** The sign-in of the AWS CLI on another machine. */
export const REMOTE_LOGIN = 'arn:*:signin:*:*:oauth2/*/remote';

/** The resources of `cdk bootstrap` besides its roles, in any account and with any qualifier: its assets are templates and code that others run. */
export const BOOTSTRAP_RESOURCES: readonly string[] = [
  'arn:*:cloudformation:*:*:stack/CDKToolkit/*',
  'arn:*:ecr:*:*:repository/cdk-*',
  'arn:*:s3:::cdk-*-assets-*',
  'arn:*:ssm:*:*:parameter/cdk-bootstrap/*',
];

/** All resources that this library creates. IAM is not listed, since only administrators change it. */
export const BASELINE_RESOURCES: readonly string[] = [
  `arn:*:access-analyzer:*:*:analyzer/${NAME_PREFIX}*`,
  // Stacks and stack sets whose names contain it. In the name of a stack of a stage or of a stack set, it is in the middle.
  `arn:*:cloudformation:*:*:stack*${BASELINE}*`,
  `arn:*:cloudtrail:*:*:trail/${BASELINE}*`,
  `arn:*:events:*:*:rule/${NAME_PREFIX}*`,
  PROTECTED_FUNCTIONS,
  `arn:*:logs:*:*:log-group:${NAME_PREFIX}*`,
  `arn:*:s3:::${NAME_PREFIX}*`,
  `arn:*:secretsmanager:*:*:secret:${NAME_PREFIX}*`,
  // `aws login --remote` hands the console session to another machine: to the attacker who made the user open the link.
  REMOTE_LOGIN,
  `arn:*:sns:*:*:${NAME_PREFIX}*`,
  `arn:*:ssm:*:*:parameter${BASELINE_PATH}*`,
  // The setting that determines whether Systems Manager documents may be public.
  'arn:*:ssm:*:*:servicesetting/ssm/doc*',
];

/**
 * What nobody but an administrator changes. Guardrail and workload boundary deny with the same list in every stack and account, without a list
 * of the stacks.
 *
 * Source: IAM User Guide, "IAM JSON policy elements: Resource", "Using wildcards in resource ARNs".
 */
export const PROTECTED_RESOURCES: readonly string[] = [...BASELINE_RESOURCES, ...BOOTSTRAP_RESOURCES].sort();
