import { readFileSync } from 'fs';
import { join } from 'path';

/** A fault that users of such tools reported in public, and the test that shows that it is not here. */
interface Report {
  readonly fault: string;
  /** The public report, or the document that the fault contradicts. */
  readonly source: string;
  /** The file below `test`, and words of the test in it. */
  readonly test: string;
  readonly words: string[];
}

/** A report is a kind of fault: each test named here covers more inputs of the kind than the reported one. */
const REPORTS: Record<string, Report> = {
  '01': {
    fault: 'a subject that every customer of a shared OIDC issuer satisfies',
    source: 'IAM User Guide, "Identity-provider controls for shared OIDC providers"',
    test: 'trust/oidc-shared-issuers.test.ts',
    words: ["issuer: 'proidc.upbound.io'", "open: ['mcp:*'", "issuer: 'scalr.io'", "open: ['account:*:environment:*'"],
  },
  '02': {
    fault: 'an audience that is accepted and not checked',
    source: 'divviup/prio-server 747',
    test: 'roles/oidc/oidc-role.test.ts',
    words: ["'accounts.google.com:oaud': 'my-aws'"],
  },
  '03': {
    fault: 'a value of the credential report that is not understood counts as fine',
    source: 'IAM User Guide, "Generate credential reports for your AWS account"',
    test: 'handlers/shared/credential-report/parse.test.ts',
    words: ["test('flags have any case'", "read('uppercase.csv')"],
  },
  '04': {
    fault: 'SAML metadata keeps the byte order mark that IAM refuses',
    source: 'MicrosoftDocs/azure-docs 65434',
    test: 'roles/saml/saml-metadata-encoding.test.ts',
    words: ['a byte order mark, which AD FS and Entra ID write and IAM refuses, is left out'],
  },
  '05': {
    fault: 'a credential report that IAM has no capacity for ends the status',
    source: 'prowler-cloud/prowler 2168',
    test: 'handlers/shared/retry.test.ts',
    words: ['LimitExceeded of GenerateCredentialReport is retried'],
  },
  '06': {
    fault: 'names that differ by case or path only',
    source: 'IAM User Guide, "IAM and AWS STS quotas"',
    test: 'private/unique-name.test.ts',
    words: ['IAM compares the names of .* without case'],
  },
  '07': {
    fault: 'one Sid twice in a policy',
    source: 'IAM User Guide, "IAM JSON policy elements: Sid"',
    test: 'permissions/least-privilege/least-privilege-policy.test.ts',
    words: ["['with a Sid twice'"],
  },
  '08': {
    fault: 'a crash under iam.Role.customizeRoles',
    source: 'aws/aws-cdk 31651',
    test: 'roles/customize-roles.test.ts',
    words: ['iam\\.Role\\.customizeRoles prevents this policy from being created'],
  },
  '09': {
    fault: 'AdministratorAccess given as a managed policy gets no warning',
    source: 'public CDK apps',
    test: 'permissions/job-function.test.ts',
    words: ['may do everything .*jobFunctionFullAccess', "fromAwsManagedPolicyName('AdministratorAccess')"],
  },
  '10': {
    fault: 'authorities that IAM Roles Anywhere refuses',
    source: 'spiffe/spire 5048',
    test: 'roles/roles-anywhere/roles-anywhere-certificates.test.ts',
    words: ["['SHA-1 with RSA'", "['a key usage without Certificate Sign'"],
  },
  '10, three certificates': {
    fault: 'more certificates than a trust anchor takes',
    source: 'IAM Roles Anywhere User Guide, "Quotas"',
    test: 'roles/roles-anywhere/roles-anywhere-certificates.test.ts',
    words: ['accepts 2 certificates per trust anchor'],
  },
  '11': {
    fault: 'full administration by NotAction',
    source: 'prowler-cloud/prowler 5035',
    test: 'handlers/shared/security-checks/cases.json',
    words: ['NotAction excludes an action that does not exist'],
  },
  '12': {
    fault: 'the root user in the console raises no alert',
    source: 'panther-labs/panther-analysis, aws_root_access_key_created',
    test: 'watch/alerts/event-cases/01-root.json',
    words: ['which CloudTrail writes as signin.amazonaws.com', 'which CloudTrail writes as AWS Internal'],
  },
  '13': {
    fault: 'a new trust anchor raises no alert',
    source: 'DataDog/stratus-red-team, aws.persistence.rolesanywhere-create-trust-anchor',
    test: 'watch/alerts/event-cases/06-ways-in-that-are-not-iam.json',
    words: ['CreateTrustAnchor of rolesanywhere by a person', 'UpdateTrustAnchor of rolesanywhere by a person'],
  },
  '14': {
    fault: 'people who sign in by a role of another account count as root',
    source: 'clouditor/clouditor 60',
    test: 'handlers/shared/security-checks/gather-facts.test.ts',
    words: ['there are no users, people sign in through OrganizationAccountAccessRole'],
  },
  '15': {
    fault: 'a customized GitHub subject is refused although it names its owner',
    source: 'aws-actions/configure-aws-credentials 746',
    test: 'trust/oidc-shared-issuers.test.ts',
    words: ['job_workflow_ref:octo-org/octo-automation/.github/workflows/deploy.yml@refs/heads/main'],
  },
  '16': {
    fault: 'a SAML signing key of 512 bits',
    source: 'IdentityPython/pysaml2, metadata of a test federation',
    test: 'roles/saml/saml-metadata-entity.test.ts',
    words: ["['a key of 512 bits'"],
  },
  '17': {
    fault: 'SAML metadata in another encoding is damaged',
    source: 'crewjam/saml 375, SAML-Toolkits/java-saml 144',
    test: 'roles/saml/saml-metadata-encoding.test.ts',
    words: ["['UTF-16 with a mark'", 'ISO-8859-1'],
  },
  '18': {
    fault: 'advice that does not help for several SAML entities',
    source: 'tngan/samlify 328',
    test: 'roles/saml/saml-metadata-entity.test.ts',
    words: ["['the one entity of Keycloak'"],
  },
  '19': {
    fault: 'the cacheDuration of SAML metadata, which ends the provider',
    source: 'hashicorp/cap 102',
    test: 'roles/saml/saml-provider.test.ts',
    words: ['cacheDuration'],
  },
  '20': {
    fault: 'every resource of a type passes as least privilege',
    source: 'kubernetes-sigs/aws-load-balancer-controller, iam_policy.json',
    test: 'permissions/least-privilege/least-privilege-policy.test.ts',
    words: ["['dynamodb:DeleteTable', 'dynamodb:*:*:table/*']", "['lambda:InvokeFunction', 'lambda:*:*:function:*']"],
  },
  '21': {
    fault: 'an Auth0 issuer without its slash',
    source: 'OpenID Connect Core 1.0, "ID Token Validation"',
    test: 'roles/oidc/oidc-provider.test.ts',
    words: ['oidcIssuerSlash'],
  },
  '22': {
    fault: 'adoption misses what exists under another case',
    source: 'aws-cloudformation/cloudformation-coverage-roadmap 1245',
    test: 'cli/adoption.test.ts',
    words: ['policy/team/Mfa', "oidc('https://GitLab.com/')"],
  },
  '23': {
    fault: 'advice for a creating action that never allows it',
    source: 'kubernetes-sigs/aws-load-balancer-controller, iam_policy.json',
    test: 'permissions/least-privilege/least-privilege-policy.test.ts',
    words: ["'elasticloadbalancing:CreateLoadBalancer'", 'is no tag of a resource for %s, which creates it'],
  },
};

test.each(Object.entries(REPORTS))('report %s is shown by a test', (_, { fault, source, test: file, words }) => {
  expect([fault, source].map((text) => text.length > 5)).toEqual([true, true]);
  const text = readFileSync(join(__dirname, '..', file), 'utf8');
  expect(words.filter((word) => !text.includes(word))).toEqual([]);
});
