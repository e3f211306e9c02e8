import { App } from 'aws-cdk-lib';
import cases from './cases/adoption.json';
import { AdoptionFacts, adoptionSteps } from '../../cli/adoption';
import { importMap } from '../../cli/adoption-import';
import { JobFunction, SecureAccountBaselineStack } from '../../src';
import { AccountFacts } from '../../src/handlers/shared/security-checks/facts';

interface Case { readonly when: string; readonly facts: object; readonly alias?: AdoptionFacts['alias']; readonly steps: object[] }

const none = { value: [] };
const EMPTY: AccountFacts = {
  at: 0,
  identities: { value: { users: [], groups: [], roles: [], signInRoles: [], ownPolicies: [] } },
  samlProviders: none,
  credentials: none,
  serverCertificates: none,
  analyzers: none,
  root: { value: { accessKeys: 0, mfa: true, password: true, signingCertificates: 0 } },
  passwordPolicy: { value: null },
};

test.each(cases as unknown as Case[])('when $when', ({ facts, alias = { value: null }, steps }) => {
  expect(adoptionSteps({ account: { ...EMPTY, ...facts }, alias })).toEqual(steps);
});

const nothing = { groups: [], roles: [], users: [], arns: [] };
const stack = new SecureAccountBaselineStack(new App(), 'account-baseline', { users: [{ userName: 'alice', jobFunctions: [JobFunction.ADMINISTRATOR] }] });
const template = (stack.node.root as App).synth().getStackByName('account-baseline').template;

test('what the account has under a name of the baseline can be imported, however the name is written', () => {
  const map = importMap(template, { ...nothing, groups: ['administrators', 'Developers'], roles: ['Administrator'], users: ['alice'] });
  expect(Object.values(map)).toEqual(expect.arrayContaining([{ GroupName: 'administrators' }, { RoleName: 'Administrator' }, { UserName: 'alice' }]));
  expect(Object.keys(map)).toHaveLength(3);
  for (const logicalId of Object.keys(map)) expect(template.Resources).toHaveProperty(logicalId);
});

test('an account without any of them has nothing to import', () => {
  expect(importMap(template, { ...nothing, groups: ['Developers'] })).toEqual({});
  expect(importMap({}, nothing)).toEqual({});
});

test('policies and providers are imported by their ARNs; a name that only the deployment knows is not guessed', () => {
  const arns = [
    'arn:aws:iam::111122223333:policy/team/Guardrail', 'arn:aws:iam::111122223333:saml-provider/corporate',
    'arn:aws:iam::111122223333:oidc-provider/token.actions.githubusercontent.com',
  ];
  expect(importMap({
    Resources: {
      Policy: { Type: 'AWS::IAM::ManagedPolicy', Properties: { ManagedPolicyName: 'Guardrail' } },
      Unnamed: { Type: 'AWS::IAM::ManagedPolicy', Properties: {} },
      Late: { Type: 'AWS::IAM::ManagedPolicy', Properties: { ManagedPolicyName: { 'Fn::Sub': 'Guardrail' } } },
      Saml: { Type: 'AWS::IAM::SAMLProvider', Properties: { Name: 'corporate' } },
      Oidc: { Type: 'AWS::IAM::OIDCProvider', Properties: { Url: 'https://token.actions.githubusercontent.com' } },
      Bucket: { Type: 'AWS::S3::Bucket', Properties: { BucketName: 'Guardrail' } },
    },
  }, { ...nothing, arns })).toEqual({ Policy: { PolicyArn: arns[0] }, Saml: { Arn: arns[1] }, Oidc: { Arn: arns[2] } });
});

test('policies and providers are found under another case, and issuers with a slash or without', () => {
  const arns = [
    'arn:aws:iam::111122223333:policy/team/Mfa', 'arn:aws:iam::111122223333:saml-provider/Workforce', 'arn:aws:iam::111122223333:oidc-provider/gitlab.com',
    'arn:aws:iam::111122223333:oidc-provider/example.auth0.com/',
  ];
  const oidc = (Url: unknown) => ({ Type: 'AWS::IAM::OIDCProvider', Properties: { Url } });
  expect(importMap({
    Resources: {
      Policy: { Type: 'AWS::IAM::ManagedPolicy', Properties: { ManagedPolicyName: 'mFa' } },
      Suffix: { Type: 'AWS::IAM::ManagedPolicy', Properties: { ManagedPolicyName: 'team/Mfa' } },
      Saml: { Type: 'AWS::IAM::SAMLProvider', Properties: { Name: 'workforce' } },
      Slash: oidc('https://GitLab.com/'),
      NoSlash: oidc('https://example.auth0.com'),
      Other: oidc('https://gitlab.com/path'),
      Late: oidc({ Ref: 'Issuer' }),
    },
  }, { ...nothing, arns })).toEqual({ Policy: { PolicyArn: arns[0] }, Saml: { Arn: arns[1] }, Slash: { Arn: arns[2] }, NoSlash: { Arn: arns[3] } });
});
