import { App, Duration, Fn, Stack } from 'aws-cdk-lib';
import { Annotations, Match, Template } from 'aws-cdk-lib/assertions';
import * as iam from 'aws-cdk-lib/aws-iam';
import { CERTIFICATE_2027, keyDescriptor, samlMetadata } from '../../../proof/trusts/saml-fixtures';
import { samlExpiryWarnings } from '../../../src/roles/saml/saml-expiry';
import { SamlMetadata } from '../../../src/roles/saml/saml-metadata';
import { SamlProvider } from '../../../src/roles/saml/saml-provider';
import { SamlRole, SamlRoleProps } from '../../../src/roles/saml/saml-role';

const METADATA = SamlMetadata.fromText(samlMetadata());
const ARN = 'arn:aws:iam::111122223333:saml-provider/workforce';

let stack: Stack;
beforeEach(() => { stack = new Stack(new App(), 'Stack'); });
afterEach(() => { jest.useRealTimers(); });

const warnings = () => Annotations.fromStack(stack).findWarning('*', Match.anyValue()).map(({ entry }) => `${entry.data}`);

describe('a provider', () => {
  test('has the metadata as it was given', () => {
    const provider = new SamlProvider(stack, 'Workforce', { metadata: METADATA, samlProviderName: 'workforce' });
    expect(provider.entityId).toBe('https://idp.example.com/');
    Template.fromStack(stack).hasResourceProperties('AWS::IAM::SAMLProvider', { Name: 'workforce', SamlMetadataDocument: METADATA.xml });
    expect(warnings()).toEqual([]);
  });

  test('with a name that already exists in the stack is refused', () => {
    for (const id of ['First', 'Second']) new SamlProvider(stack, id, { metadata: METADATA, samlProviderName: id === 'First' ? 'workforce' : 'Workforce' });
    expect(() => Template.fromStack(stack)).toThrow("[Stack/Second] Invalid `samlProviderName` 'Workforce': Stack/First has this name already");
  });

  test('of a name that a provider of aws-cdk-lib has already is refused, and of no name is not', () => {
    new iam.SamlProvider(stack, 'Other', { name: 'partners', metadataDocument: iam.SamlMetadataDocument.fromXml(METADATA.xml) });
    for (const id of ['Fourth', 'Fifth']) new SamlProvider(stack, id, { metadata: METADATA });
    expect(() => Template.fromStack(stack)).not.toThrow();
    new SamlProvider(stack, 'Third', { metadata: METADATA, samlProviderName: 'partners' });
    expect(() => (stack.node.root as App).synth({ force: true })).toThrow("[Stack/Third] Invalid `samlProviderName` 'partners': Stack/Other has this name already");
  });

  test('of a name that IAM does not take is refused', () => {
    expect(() => new SamlProvider(stack, 'P', { metadata: METADATA, samlProviderName: 'a b' })).toThrow(/^Invalid `samlProviderName` 'a b'/);
    expect(() => new SamlProvider(stack, 'Q', { metadata: METADATA, samlProviderName: 'x'.repeat(129) })).toThrow(/^Invalid `samlProviderName` /);
  });

  test('is imported by its ARN, and by no other', () => {
    expect(SamlProvider.fromSamlProviderArn(stack, 'Imported', ARN).samlProviderArn).toBe(ARN);
    expect(SamlProvider.fromSamlProviderArn(stack, 'Token', Fn.ref('Arn')).samlProviderArn).toContain('Token');
    for (const arn of ['arn:aws:iam::111122223333:oidc-provider/workforce', 'arn:aws:iam::1:saml-provider/workforce', 'workforce']) {
      expect(() => SamlProvider.fromSamlProviderArn(stack, 'Wrong', arn)).toThrow(/^Invalid `samlProviderArn` .*it is not the ARN of a SAML provider/);
    }
    const government = new Stack(stack.node.root as App, 'Government', { env: { region: 'us-gov-west-1' } });
    expect(() => SamlProvider.fromSamlProviderArn(government, 'Wrong', ARN)).toThrow('the stack is in the partition aws-us-gov');
  });

  test('whose metadata is of the deployment passes', () => {
    new SamlProvider(stack, 'Workforce', { metadata: SamlMetadata.fromText(Fn.ref('Metadata')) });
    Template.fromStack(stack).hasResourceProperties('AWS::IAM::SAMLProvider', { SamlMetadataDocument: { Ref: 'Metadata' } });
    expect(warnings()).toEqual([]);
  });

  test('with large metadata warns of the size of the template', () => {
    new SamlProvider(stack, 'Workforce', { metadata: SamlMetadata.fromText(samlMetadata() + `<!--${'x'.repeat(25_000)}-->`) });
    expect(warnings()).toEqual([expect.stringContaining('[ack: cdk-secure-account-baseline:samlMetadataSize]')]);
  });
});

describe('the end of a certificate', () => {
  const metadata = SamlMetadata.fromText(samlMetadata({ keys: keyDescriptor(CERTIFICATE_2027), attributes: 'validUntil="2027-06-01T00:00:00Z"' }));
  const at = (day: string) => samlExpiryWarnings(metadata, new Date(day));

  test.each([
    ['2027-04-01', []],
    ['2027-05-10', ['samlMetadataEnds']],
    ['2027-12-01', ['samlCertificateEnds', 'samlMetadataEnds']],
  ])('on %s warns of %p', (day, ids) => {
    expect(Object.keys(at(day))).toEqual(ids);
  });

  test('tells the day, and whether it is past', () => {
    expect(at('2027-12-01').samlCertificateEnds).toMatch(/^The signing certificate of https:\/\/idp\.example\.com\/ expires on 2027-12-27/);
    expect(at('2028-01-01').samlCertificateEnds).toMatch(/expired on 2027-12-27/);
  });

  test('says what the end means: IAM checks that of the document, not that of the certificate', () => {
    expect(at('2028-01-01').samlCertificateEnds).toContain('the identity provider then signs with another certificate, which IAM does not know');
    expect(at('2028-01-01').samlMetadataEnds).toContain('users cannot sign in afterwards');
  });

  test('a document to be cached for some time warns on every day, since IAM takes that for the end of the provider', () => {
    const cached = SamlMetadata.fromText(samlMetadata({ attributes: 'cacheDuration="PT24H"' }));
    expect(Object.keys(samlExpiryWarnings(cached, new Date('2026-11-28')))).toEqual(['samlMetadataCacheDuration']);
    expect(samlExpiryWarnings(cached, new Date('2026-11-28')).samlMetadataCacheDuration).toContain('a cacheDuration of 1 day');
    new SamlProvider(stack, 'Workforce', { metadata: cached });
    expect(warnings()).toEqual([expect.stringContaining('[ack: cdk-secure-account-baseline:samlMetadataCacheDuration]')]);
  });

  test('is a warning and nothing else: the template is the same on every day', () => {
    const template = (day: string) => {
      jest.useFakeTimers({ now: new Date(day) });
      stack = new Stack(new App(), 'Stack');
      new SamlProvider(stack, 'Workforce', { metadata });
      return { warnings: warnings().length, template: Template.fromStack(stack).toJSON() };
    };
    const [before, after] = [template('2026-11-22'), template('2028-01-01')];
    expect([before.warnings, after.warnings]).toEqual([0, 2]);
    expect(after.template).toEqual(before.template);
  });
});

describe('a role', () => {
  const role = (props: Partial<SamlRoleProps> = {}) => new SamlRole(stack, 'Role', { provider: props.provider ?? SamlProvider.fromSamlProviderArn(stack, 'P', ARN), ...props });
  const statements = () => Object.values(Template.fromStack(stack).findResources('AWS::IAM::Role'))[0].Properties.AssumeRolePolicyDocument.Statement;

  test('may last 12 hours, and tells what the directory must send', () => {
    const made = role({ maxSessionDuration: Duration.hours(12) });
    Template.fromStack(stack).hasResourceProperties('AWS::IAM::Role', { MaxSessionDuration: 43200, Path: '/account-baseline/' });
    expect(stack.resolve(made.roleAndProvider)).toEqual({ 'Fn::Sub': ['${Role},${Provider}', { Role: { 'Fn::GetAtt': ['Role1ABCC5F0', 'Arn'] }, Provider: ARN }] });
  });

  test('takes the audience of the partition from a mapping, or at once where the region is known', () => {
    role();
    expect(statements()[0].Condition.StringEquals['SAML:aud']).toEqual({
      'Fn::Sub': ['https://${Host}/saml', { Host: { 'Fn::FindInMap': ['AccountBaselineSignIn', { Ref: 'AWS::Partition' }, 'Host'] } }],
    });
    Template.fromStack(stack).hasMapping('AccountBaselineSignIn', {
      'aws': { Host: 'signin.aws.amazon.com' }, 'aws-cn': { Host: 'signin.amazonaws.cn' }, 'aws-us-gov': { Host: 'signin.amazonaws-us-gov.com' },
    });
    stack = new Stack(new App(), 'China', { env: { region: 'cn-north-1' } });
    role({ provider: SamlProvider.fromSamlProviderArn(stack, 'C', ARN.replace('arn:aws:', 'arn:aws-cn:')) });
    expect(statements()[0].Condition.StringEquals['SAML:aud']).toEqual({ 'Fn::Sub': ['https://${Host}/saml', { Host: 'signin.amazonaws.cn' }] });
    expect(Template.fromStack(stack).findMappings('*')).toEqual({});
  });

  test('takes audiences as they are given', () => {
    role({ audiences: ['https://eu-west-1.signin.aws.amazon.com/saml/acs/SAMLSP4HHL'] });
    expect(statements()[0].Condition.StringEquals['SAML:aud']).toBe('https://eu-west-1.signin.aws.amazon.com/saml/acs/SAMLSP4HHL');
  });

  test.each<[string, Partial<SamlRoleProps>, RegExp]>([
    ['no audience', { audiences: [] }, /^Invalid `audiences` \[\].*at least one/],
    ['an audience that is no address', { audiences: ['urn:amazon:webservices'] }, /^Invalid `audiences` .*URL of an AWS sign-in endpoint/],
    ['any audience', { audiences: ['https://*.signin.aws.amazon.com/saml'] }, /^Invalid `audiences` /],
    ['audiences and regions', { audiences: ['https://signin.aws.amazon.com/saml'], signInRegions: ['eu-west-1'] }, /^Invalid `signInRegions` .*one of the two/],
    ['a region that is none', { signInRegions: ['Ireland'] }, /^Invalid `signInRegions` 'Ireland'/],
    ['a list of regions that only the deployment knows', { signInRegions: Fn.split(',', Fn.ref('Regions')) }, /^Invalid `signInRegions` 'a list token'.*one by one/],
    ['an attribute that IAM does not know', { attributes: { department: ['x'] } }, /^Invalid `attributes` 'department'.*no condition key SAML:/],
    ['an attribute without a value', { attributes: { edupersonaffiliation: [] } }, /^Invalid `attributes` .*at least one value/],
    ['any value of an attribute', { attributes: { edupersonaffiliation: ['*'] } }, /^Invalid `attributes` '\*'.*it matches every edupersonaffiliation/],
    ['a policy variable in an attribute', { attributes: { mail: ['${aws:username}'] } }, /^Invalid `attributes` .*variable/],
    ['a session of less than an hour', { maxSessionDuration: Duration.minutes(15) }, /^Invalid `maxSessionDuration` /],
    ['a session of more than 12 hours', { maxSessionDuration: Duration.hours(13) }, /^Invalid `maxSessionDuration` /],
  ])('%s is refused', (_, props, message) => {
    expect(() => role(props)).toThrow(message);
  });

  test('with an attribute that is a list asks for any one of it, and with a pattern for what is like it', () => {
    role({ attributes: { eduPersonEntitlement: ['urn:aws:*'], mail: ['*@example.com'] } });
    expect(statements()[0].Condition).toMatchObject({
      'ForAnyValue:StringLike': { 'SAML:eduPersonEntitlement': 'urn:aws:*' }, 'StringLike': { 'SAML:mail': '*@example.com' },
    });
  });

  test('passes tokens', () => {
    role({ audiences: Fn.split(',', Fn.ref('Audiences')), attributes: { mail: [Fn.ref('Mail')] }, signInRegions: [] });
    expect(statements()[0].Condition.StringEquals).toEqual({ 'SAML:aud': { 'Fn::Split': [',', { Ref: 'Audiences' }] }, 'SAML:mail': { Ref: 'Mail' } });
  });

  test('takes a region that only the deployment knows as a variable of the address', () => {
    role({ signInRegions: [stack.region, 'eu-west-1'] });
    const [, own, ireland] = statements()[0].Condition.StringEquals['SAML:aud'];
    const Host = { 'Fn::FindInMap': ['AccountBaselineSignIn', { Ref: 'AWS::Partition' }, 'Host'] };
    expect(own).toEqual({ 'Fn::Sub': ['https://${Region}.${Host}/saml', { Region: { Ref: 'AWS::Region' }, Host }] });
    expect(ireland).toEqual({ 'Fn::Sub': ['https://eu-west-1.${Host}/saml', { Host }] });
  });
});
