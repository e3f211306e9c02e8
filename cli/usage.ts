import { SEPARATORS } from './csv';
import { DEFAULT_ROLE } from './organization/check';
import { FORMATS as REVIEW_FORMATS } from './review/formats';
import { FORMATS } from './status/formats/format';
import { FRAMEWORKS_BY_NAME } from './status/framework';
import { DEFAULT_LIMIT } from './status/options';

export const USAGE = `Usage: secure-account-baseline status [options]
       secure-account-baseline review [options]
       secure-account-baseline compare OLD NEW [options]
       secure-account-baseline prove FILE [options]
       secure-account-baseline oscal CDK_OUT [options]

compare, prove and oscal have a --help of their own. status checks the AWS account of the credentials, or every account of its organization. review
lists every identity with its access and its last use, for people who confirm it. Both only read.

status:
  --format FORMAT        ${Object.keys(FORMATS).join(', ')} (default: table)
  --ignore CHECK         leaves a check out; can be repeated
  --framework NAME       ${[...FRAMEWORKS_BY_NAME.keys()].join(', ')}:
                         only the checks of the framework, with the ids of its controls
  --unused-permissions LIMIT
                         with --format html or json: of how many users and roles IAM gathers the use of services, or all
                         (default: ${DEFAULT_LIMIT} for the page of one account, else 0)
  --adopt                also prints what to change before the baseline is deployed into this account
  --template FILE        with --adopt: a synthesized template of the baseline, such as cdk.out/account-baseline.template.json,
                         to print a resource map for cdk import

review:
  --format FORMAT        ${Object.keys(REVIEW_FORMATS).join(', ')} (default: csv)

both:
  --output FILE          writes to a file
  --quiet                prints nothing but errors
  --profile NAME         the profile of the AWS configuration files to use
  --region NAME          the region whose external access analyzer and stacks are read
  --organization         reads every account of the organization of the credentials
  --role NAME            with --organization: the role to assume in each account (default: ${DEFAULT_ROLE})
  --separator NAME       with --format csv: ${Object.keys(SEPARATORS).join(', ')} (default: comma)
  --byte-order-mark      with --format csv: begins the file with a byte order mark, which Excel needs to read UTF-8
  --help, --version

Exit codes: 0 all checks pass, or the list is written; 1 a check of low or medium severity fails; 2 of high severity; 3 of critical severity;
4 no check fails, but some are unknown, or an account refuses; 10 the account could not be read, or the command line is invalid.`;
