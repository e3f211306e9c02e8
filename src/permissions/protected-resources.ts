import { BASELINE, NAME_PREFIX } from '../private/baseline-names';
import { BASELINE_PATH } from '../private/iam-names';

/** The functions of this library, with their versions and aliases: a `*` that ends an ARN also matches colons. */
export const PROTECTED_FUNCTIONS = `arn:*:lambda:*:*:function:${NAME_PREFIX}*`;

/**
 * Everything that this library makes, and what `cdk bootstrap` makes: its assets are templates and code that others run. IAM is
 * missing, where nobody but an administrator changes anything. Guardrail and workload boundary deny by the same list in every stack
 * and account, without being told which stacks there are.
 *
 * Source: IAM User Guide, "IAM JSON policy elements: Resource", "Using wildcards in resource ARNs".
 */
export const PROTECTED_RESOURCES: readonly string[] = [
  `arn:*:access-analyzer:*:*:analyzer/${NAME_PREFIX}*`,
  // Stacks and stack sets whose name contains it: one of a stage or of a stack set has it in the middle.
  `arn:*:cloudformation:*:*:stack*${BASELINE}*`,
  'arn:*:cloudformation:*:*:stack/CDKToolkit/*',
  `arn:*:cloudtrail:*:*:trail/${BASELINE}*`,
  'arn:*:ecr:*:*:repository/cdk-*',
  `arn:*:events:*:*:rule/${NAME_PREFIX}*`,
  PROTECTED_FUNCTIONS,
  `arn:*:logs:*:*:log-group:${NAME_PREFIX}*`,
  `arn:*:s3:::${NAME_PREFIX}*`,
  'arn:*:s3:::cdk-*-assets-*',
  `arn:*:secretsmanager:*:*:secret:${NAME_PREFIX}*`,
  // `aws login --remote` hands the console session to another machine: to the attacker who made the user open the link.
  'arn:*:signin:*:*:oauth2/*/remote',
  `arn:*:sns:*:*:${NAME_PREFIX}*`,
  `arn:*:ssm:*:*:parameter${BASELINE_PATH}*`,
  'arn:*:ssm:*:*:parameter/cdk-bootstrap/*',
  // Whether Systems Manager documents may be public.
  'arn:*:ssm:*:*:servicesetting/ssm/doc*',
];
