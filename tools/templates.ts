import { mkdirSync, rmSync, writeFileSync } from 'fs';
import { join } from 'path';
import { App, CfnCondition, CfnOutput, CfnParameter, CfnParameterProps, CfnResource, CfnRule, Fn, Stack } from 'aws-cdk-lib';
import * as yaml from 'yaml';
import { AccountHardening, AccountWatchStack, OnExisting, SecureAccountBaselineProps, SecureAccountBaselineStack } from '../src';

/**
 * `npm run template`: writes the baseline as CloudFormation templates for people without the CDK, into `dist/templates`. What they
 * choose is a parameter; what is left empty is left as it is in the account.
 */
const FOLDER = join(__dirname, '..', 'dist', 'templates');

/** A resource, rule or parameter of CloudFormation, as far as this file looks into it. */
type Section = Record<string, any>;

/** A template of CloudFormation. */
export interface Template {
  readonly Parameters: Section;
  readonly Resources: Section;
  readonly [section: string]: Section;
}

const ALIAS: CfnParameterProps = {
  description: 'The alias of the account, part of its sign-in address; unique among all AWS accounts. Empty: the alias stays as it is.',
  default: '',
  allowedPattern: '(?!\\d{12}$)([a-z0-9]([a-z0-9]|-(?!-)){1,61}[a-z0-9])?',
  constraintDescription: '3 to 63 lowercase letters, digits and single hyphens, with no hyphen at either end, and not 12 digits',
};

const ON_EXISTING: CfnParameterProps = {
  description: 'What to do where the account already has another alias, password policy or other setting: take over and remember it, '
    + 'keep it until a later change, or fail.',
  default: OnExisting.OVERWRITE,
  allowedValues: Object.values(OnExisting),
};

const SECURITY_CONTACT: Record<string, CfnParameterProps> = {
  SecurityContactMail: {
    description: 'Where AWS writes to about abuse, exposed keys and vulnerabilities. Empty: the security contact stays as it is.',
    default: '',
    allowedPattern: '([\\w+=.#|!&-]+@[\\w.-]+\\.\\w+)?',
    constraintDescription: 'one email address',
    maxLength: 254,
  },
  SecurityContactName: { description: 'The name of the security contact.', default: 'Security team', minLength: 1, maxLength: 64 },
  SecurityContactTitle: { description: 'The position of the security contact.', default: 'Security team', minLength: 1, maxLength: 50 },
  SecurityContactPhone: {
    description: 'The telephone number of the security contact, which AWS asks for.',
    default: '',
    allowedPattern: '[ 0-9()+-]{0,25}',
    constraintDescription: 'up to 25 digits, spaces and characters of ()+-',
  },
};

const ALERT_MAIL: CfnParameterProps = {
  description: 'The email address to notify of findings. AWS sends an email with a link that confirms the subscription.',
  allowedPattern: '[^@\\s]+@[^@\\s]+\\.[^@\\s]+',
  constraintDescription: 'one email address',
  maxLength: 254,
};

/** The templates by the name of their file, as the text that a person uploads. */
export function templates(): Record<string, string> {
  return {
    'account-baseline.template.yaml': text(baseline('A secure IAM baseline for an AWS account: groups, policies, MFA, password policy, roles')),
    'account-baseline-hardened.template.yaml': text(hardenedBaseline()),
    'account-watch.template.yaml': text(watch()),
  };
}

type More = (stack: SecureAccountBaselineStack) => void;

function baseline(description: string, props: SecureAccountBaselineProps = {}, more: More = () => {}): Template {
  const stack = new SecureAccountBaselineStack(app(), 'account-baseline', {
    description,
    accountAlias: Fn.ref('AccountAlias'),
    onExisting: Fn.ref('OnExisting') as OnExisting,
    ...props,
  });
  addParameters(stack, { AccountAlias: ALIAS, OnExisting: ON_EXISTING });
  const condition = whereGiven(stack, 'AccountAlias');
  resourceOf(stack.baseline.accountAlias!).cfnOptions.condition = condition;
  (stack.node.findChild('SignInUrl') as CfnOutput).condition = condition;
  more(stack);
  return synthesize(stack);
}

function hardenedBaseline(): Template {
  const securityContact = {
    name: Fn.ref('SecurityContactName'),
    title: Fn.ref('SecurityContactTitle'),
    emailAddress: Fn.ref('SecurityContactMail'),
    phoneNumber: Fn.ref('SecurityContactPhone'),
  };
  const description = 'A secure IAM baseline for an AWS account, with hardening of S3, EBS, EC2 and Systems Manager, and a role for auditors';
  const props = { accountHardening: { ...AccountHardening.ALL, securityContact }, roles: { securityAudit: {} } };
  return baseline(description, props, (stack) => {
    addParameters(stack, SECURITY_CONTACT);
    const contact = stack.baseline.accountHardening!.node.findChild('SecurityContact');
    resourceOf(contact).cfnOptions.condition = whereGiven(stack, 'SecurityContactMail');
    new CfnRule(stack, 'SecurityContactIsComplete', {
      ruleCondition: given('SecurityContactMail'),
      assertions: [{ assert: given('SecurityContactPhone'), assertDescription: 'A security contact needs a telephone number: set SecurityContactPhone' }],
    });
  });
}

function watch(): Template {
  const stack = new AccountWatchStack(app(), 'account-baseline-watch', {
    description: 'Watches over an AWS account: its security status every day, external access, emails about its findings',
    emailAddresses: [Fn.ref('AlertMail')],
  });
  addParameters(stack, { AlertMail: ALERT_MAIL });
  return synthesize(stack);
}

/** Without what the CDK's own deployments need: versions, paths, the check of a bootstrap that nobody has made. */
function app(): App {
  return new App({ analyticsReporting: false, context: { 'aws:cdk:disable-path-metadata': true } });
}

function addParameters(stack: Stack, parameters: Record<string, CfnParameterProps>): void {
  for (const [name, props] of Object.entries(parameters)) new CfnParameter(stack, name, props);
}

const given = (parameter: string) => Fn.conditionNot(Fn.conditionEquals(Fn.ref(parameter), ''));

function whereGiven(stack: Stack, parameter: string): CfnCondition {
  return new CfnCondition(stack, `Has${parameter}`, { expression: given(parameter) });
}

const resourceOf = (construct: { node: { defaultChild?: unknown } }) => construct.node.defaultChild as CfnResource;

function synthesize(stack: Stack): Template {
  const root = stack.node.root as App;
  const template: Template = root.synth().getStackArtifact(stack.artifactId).template;
  for (const resource of Object.values(template.Resources)) resource.DependsOn = lasting(resource, template.Resources);
  return template;
}

/** What a resource waits for; in place of one that may not be there, what that one waits for. */
function lasting({ DependsOn = [], Condition }: Section, resources: Section): string[] | undefined {
  const names = [DependsOn].flat().flatMap((name: string): string[] =>
    resources[name].Condition === undefined || resources[name].Condition === Condition ? [name] : lasting(resources[name], resources) ?? []);
  return names.length > 0 ? [...new Set(names)].sort() : undefined;
}

/** As the CDK CLI writes templates; `Description` first, where people look. */
function text({ Description, Parameters, ...template }: Template): string {
  return yaml.stringify({ Description, Parameters, ...template }, { schema: 'yaml-1.1', lineWidth: 0 });
}

if (require.main === module) {
  rmSync(FOLDER, { recursive: true, force: true });
  mkdirSync(FOLDER, { recursive: true });
  for (const [name, body] of Object.entries(templates())) {
    writeFileSync(join(FOLDER, name), body);
    console.log(`dist/templates/${name}  ${body.length} characters`);
  }
}
