import { readFileSync } from 'fs';
import { join } from 'path';
import { App, CfnOutput, Duration, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as ts from 'typescript';
import { AUTHORITY } from '../../proof/trusts/roles-anywhere-fixtures';
import { samlMetadata } from '../../proof/trusts/saml-fixtures';
import { JobFunction } from '../../src/permissions/job-function';
import { JobFunctionRole } from '../../src/roles/job-function-role';
import { OidcProvider } from '../../src/roles/oidc/oidc-provider';
import { OidcRole } from '../../src/roles/oidc/oidc-role';
import { BitbucketSubject } from '../../src/roles/oidc/subjects/bitbucket-subject';
import { CircleCiSubject } from '../../src/roles/oidc/subjects/circleci-subject';
import { CognitoSubject } from '../../src/roles/oidc/subjects/cognito-subject';
import { ConsumerSubject } from '../../src/roles/oidc/subjects/consumer-subject';
import { GitHubSubject } from '../../src/roles/oidc/subjects/github-subject';
import { GitLabSubject } from '../../src/roles/oidc/subjects/gitlab-subject';
import { KubernetesSubject } from '../../src/roles/oidc/subjects/kubernetes-subject';
import { TerraformCloudSubject, TerraformRunPhase } from '../../src/roles/oidc/subjects/terraform-cloud-subject';
import { RolesAnywhereProfile } from '../../src/roles/roles-anywhere/roles-anywhere-profile';
import { RolesAnywhereRole } from '../../src/roles/roles-anywhere/roles-anywhere-role';
import { RolesAnywhereTrustAnchor } from '../../src/roles/roles-anywhere/roles-anywhere-trust-anchor';
import { SamlMetadata } from '../../src/roles/saml/saml-metadata';
import { SamlProvider } from '../../src/roles/saml/saml-provider';
import { SamlRole } from '../../src/roles/saml/saml-role';
import { AwsCliProfile } from '../../src/roles/sign-in/aws-cli-profile';
import { ConsoleLink } from '../../src/roles/sign-in/console-link';
import { OidcSubject } from '../../src/trust/oidc/oidc-subject';
import { RoleTrust } from '../../src/trust/role-trust';

const page = readFileSync(join(__dirname, '..', '..', 'docs', 'federation.md'), 'utf8');
const blocks = [...page.matchAll(/^```ts\n([^]*?)^```$/gm)].map(([, code]) => code);

/** What a block may use without saying where it comes from. */
const known = {
  AwsCliProfile,
  BitbucketSubject,
  CfnOutput,
  CircleCiSubject,
  CognitoSubject,
  ConsoleLink,
  ConsumerSubject,
  Duration,
  GitHubSubject,
  GitLabSubject,
  JobFunction,
  JobFunctionRole,
  KubernetesSubject,
  OidcProvider,
  OidcRole,
  OidcSubject,
  RolesAnywhereProfile,
  RolesAnywhereRole,
  RolesAnywhereTrustAnchor,
  RoleTrust,
  SamlProvider,
  SamlRole,
  TerraformCloudSubject,
  TerraformRunPhase,
  iam,
  // The page reads a file that the reader has.
  SamlMetadata: { fromFile: () => SamlMetadata.fromText(samlMetadata()) },
};

/** What a block declares. */
const declared = (stack: Stack): Record<string, unknown> => ({
  workforce: SamlProvider.fromSamlProviderArn(stack, 'DeclaredWorkforce', 'arn:aws:iam::111122223333:saml-provider/workforce'),
  certificateBundle: AUTHORITY,
  role: new iam.Role(stack, 'DeclaredRole', { assumedBy: new iam.AccountRootPrincipal() }),
});

test('the page has its blocks', () => {
  expect(blocks.length).toBe(12);
});

test.each(blocks.map((code, at) => [at + 1, code] as const))('block %i of docs/federation.md synthesizes', (_, code) => {
  const stack = new Stack(new App(), 'Stack');
  const names = [...code.matchAll(/^declare const (\w+)/gm)].map(([, name]) => name);
  const scope = { ...known, ...Object.fromEntries(names.map((name) => [name, declared(stack)[name]])) };
  const script = ts.transpileModule(code, { compilerOptions: { target: ts.ScriptTarget.ES2022 }, reportDiagnostics: true });
  expect(script.diagnostics).toEqual([]);
  new Function(...Object.keys(scope), script.outputText).apply(stack, Object.values(scope));
  expect(Object.keys(Template.fromStack(stack).toJSON()).length).toBeGreaterThan(0);
});
