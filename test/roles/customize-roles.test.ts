import { existsSync, mkdtempSync, readFileSync, rmSync } from 'fs';
import { tmpdir } from 'os';
import { join } from 'path';
import { App, Stack } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import {
  BaselineRole, BreakGlassRole, Ec2InstanceRole, JobFunction, JobFunctionRole, OidcProvider, OidcRole, OidcSubject, RolesAnywhereRole,
  RolesAnywhereTrustAnchor, RoleTrust, SamlProvider, SamlRole, SecureAccountBaselineStack, SecurityAuditRole, ServiceRole, SupportRole,
} from '../../src';

/** For apps whose roles a central team makes: CDK makes none, and reports those that it would make. */
let output: string;
beforeEach(() => { output = mkdtempSync(join(tmpdir(), 'customize-roles-')); });
afterEach(() => { rmSync(output, { recursive: true, force: true }); });

function report(make: (stack: Stack) => void, precreated: Record<string, string> = {}): string {
  const app = new App({ outdir: output });
  iam.Role.customizeRoles(app, { preventSynthesis: true, usePrecreatedRoles: precreated });
  const stack = new Stack(app, 'Stack');
  make(stack);
  expect(Object.values<any>(app.synth().getStackArtifact(stack.artifactId).template.Resources ?? {}).filter(({ Type }) => Type === 'AWS::IAM::Role')).toEqual([]);
  return existsSync(join(output, 'iam-policy-report.txt')) ? readFileSync(join(output, 'iam-policy-report.txt'), 'utf8') : '';
}

const ROLES: Record<string, (stack: Stack) => iam.Role> = {
  BaselineRole: (stack) => new BaselineRole(stack, 'Role', { assumedBy: RoleTrust.people(), jobFunctions: [JobFunction.POWER_USER] }),
  BreakGlassRole: (stack) => new BreakGlassRole(stack, 'Role', { userNames: ['glass'] }),
  Ec2InstanceRole: (stack) => new Ec2InstanceRole(stack, 'Role'),
  JobFunctionRole: (stack) => new JobFunctionRole(stack, 'Role', { jobFunction: JobFunction.POWER_USER }),
  OidcRole: (stack) => new OidcRole(stack, 'Role', {
    provider: OidcProvider.fromIssuer(stack, 'Provider', 'https://token.example.com'), subjects: [OidcSubject.exactly('job', { audience: 'sts.amazonaws.com' })],
  }),
  RolesAnywhereRole: (stack) => new RolesAnywhereRole(stack, 'Role', {
    trustAnchors: [RolesAnywhereTrustAnchor.fromTrustAnchorArn(stack, 'Anchor', 'arn:aws:rolesanywhere:eu-west-1:111122223333:trust-anchor/a')],
    subjectCommonNames: ['a'],
    issuerCommonNames: ['b'],
  }),
  SamlRole: (stack) => new SamlRole(stack, 'Role', {
    provider: SamlProvider.fromSamlProviderArn(stack, 'Provider', 'arn:aws:iam::111122223333:saml-provider/directory'), maxSessionDuration: undefined,
  }),
  SecurityAuditRole: (stack) => new SecurityAuditRole(stack, 'Role'),
  ServiceRole: (stack) => new ServiceRole(stack, 'Role', { service: 'states.amazonaws.com' }),
  SupportRole: (stack) => new SupportRole(stack, 'Role'),
};

test.each(Object.keys(ROLES))('%s is reported with its trust policy instead of made', (name) => {
  const text = report((stack) => ROLES[name](stack));
  expect(text).toContain('<missing role> (Stack/Role)');
  expect(text).toMatch(/AssumeRole Policy:\s*\[\s*\{\s*"Action": "?\[?/);
});

test.each(Object.keys(ROLES))('%s takes the place of a role that exists', (name) => {
  let arn: unknown;
  const text = report((stack) => { arn = stack.resolve(ROLES[name](stack).roleArn); }, { 'Stack/Role': 'existing' });
  expect(text).toContain('<existing> (Stack/Role)');
  expect(JSON.stringify(arn)).toContain(':role/existing');
});

test('a trust that holds for too many is refused all the same', () => {
  expect(() => report((stack) => new BaselineRole(stack, 'Role', { assumedBy: new iam.AnyPrincipal() }))).toThrow("Invalid `assumedBy` '*'");
});

test('a baseline is refused, since its groups would be less protected without their policies', () => {
  const app = new App({ outdir: output });
  iam.Role.customizeRoles(app, { preventSynthesis: true });
  expect(() => new SecureAccountBaselineStack(app, 'account-baseline', { users: [{ userName: 'alice', jobFunctions: [JobFunction.ADMINISTRATOR] }] }))
    .toThrow(/^Invalid `scope` .*iam\.Role\.customizeRoles prevents this policy from being created/);
});
