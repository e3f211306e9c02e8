import { IAMClient } from '@aws-sdk/client-iam';
import { FakeOrganization } from './fake-organization';
import { AwsError } from '../edge';
import { VirtualTime } from '../virtual-time';

Object.assign(process.env, { AWS_REGION: 'eu-central-1', AWS_ACCESS_KEY_ID: 'test', AWS_SECRET_ACCESS_KEY: 'test' });

export type Policy = Record<string, number | boolean>;

/** The fault of a call. */
export type Fault =
  /** AWS answers with an error and does nothing. */
  | { readonly code: string; readonly status: number; readonly message?: string }
  /** The connection breaks, before or after the call took effect. */
  | 'reset' | 'reset after'
  /** No answer comes. */
  | 'hang'
  /** The process is killed, before or after the call took effect. */
  | 'kill' | 'kill after'
  /** A read sees what was there before the last write. */
  | 'stale';

export const THROTTLED: Fault = { code: 'Throttling', status: 400, message: 'Rate exceeded' };
export const DENIED: Fault = { code: 'AccessDenied', status: 403, message: 'not authorized' };

export type Contact = Record<'EmailAddress' | 'Name' | 'PhoneNumber' | 'Title', string>;

/** What the function sees of an account, changed by calls; what is absent is as in a new account. */
export interface Account {
  alias?: string;
  policy?: Policy;
  /** The account's block of public access to S3, all four flags. */
  s3Block?: Record<string, boolean>;
  ebsEncryption?: boolean;
  /** Instance metadata defaults, only those that are set. */
  metadata?: Record<string, string | number>;
  /** What is shown of the block of public AMIs, and what is accepted but not shown yet. */
  imageBlock?: string;
  snapshotBlock?: string;
  /** Whether Systems Manager documents cannot be public. */
  documentBlock?: boolean;
  /** By type, such as `BILLING`. */
  contacts?: Record<string, Contact>;
  /** The settings of the organization that are on, by name. */
  organization?: Record<string, true>;
  parameters: Record<string, string>;
}

/** A declarative policy of the organization on an EC2 setting: what it enforces, and what it tells people. */
export interface DeclarativePolicy {
  readonly value?: Record<string, string | number>;
  readonly message?: string;
}

/** The query APIs, by the version that a request names. */
const QUERY_APIS: Record<string, string> = { '2010-05-15': 'cloudformation', '2010-05-08': 'iam', '2016-11-15': 'ec2' };

const S3_FLAGS = ['BlockPublicAcls', 'IgnorePublicAcls', 'BlockPublicPolicy', 'RestrictPublicBuckets'];

/** A request as the SDK hands it to the network. */
export interface Request {
  readonly hostname: string;
  readonly method?: string;
  readonly path?: string;
  readonly headers: Record<string, string>;
  readonly body?: string | Uint8Array;
}

/**
 * IAM, EC2, S3 Control, Account Management, Organizations, Parameter Store and CloudFormation behind the SDK's own clients: it takes the place of the network, so that requests are
 * serialized and answers and errors parsed as they are in the Lambda function.
 */
export class FakeAws {
  public account: Account = { parameters: {} };
  /** Stacks by id, with their status. */
  public readonly stacks: Record<string, string> = {};
  /** The resources of every stack, by logical id. */
  public resources: Record<string, { readonly type: string; readonly status: string }> = {};
  /** Declarative policies on EC2 settings, by the name of the setting: `metadata` or `imageBlock`. */
  public policies: { metadata?: DeclarativePolicy; imageBlock?: DeclarativePolicy } = {};
  /** An S3 policy of the organization, which takes the place of the account's own block. */
  public s3Policy?: Record<string, boolean>;
  /** How many reads of the block of public AMIs still show what was there before it was changed. */
  public imageBlockLag = 0;
  /** The regions that the account has enabled. */
  public regions: string[] = ['eu-central-1'];
  /** What the organization has besides its settings, which are on with this. */
  public readonly organization = new FakeOrganization((name) => this.account.organization?.[name] ?? false, (name, isOn) => {
    const { [name]: _, ...others } = this.account.organization ?? {};
    this.write({ organization: isOn ? { ...others, [name]: true } : others }, '');
  });
  /** Aliases of other accounts. */
  public readonly taken = new Set<string>();
  /** Every call that arrived, as an IAM action. */
  public calls: string[] = [];
  /** What they were called with. */
  public inputs: Record<string, any>[] = [];
  /** Settles when a process was killed. */
  public killed!: Promise<void>;
  /** How long the caller waits for an answer. */
  private patience = 0;
  private die!: () => void;
  private former: Account = { parameters: {} };
  /** Invoked for each call: returns the fault of that call, if it has one. */
  public fault?: (action: string, index: number) => Fault | undefined;

  constructor(private readonly time?: VirtualTime) {
    this.revive();
    const timeout = AbortSignal.timeout;
    jest.spyOn(AbortSignal, 'timeout').mockImplementation((milliseconds) => timeout.call(AbortSignal, this.patience = milliseconds));
    // All clients share the class that opens the connections.
    const connections = Object.getPrototypeOf(new IAMClient({}).config.requestHandler);
    jest.spyOn(connections, 'handle').mockImplementation((request: any) => this.receive(request));
  }

  /** The value of a setting, without a call. */
  public get values(): Pick<Account, 'alias' | 'policy'> {
    return { alias: this.account.alias, policy: this.account.policy };
  }

  public record(setting: string): any {
    const text = this.account.parameters[`/account-baseline/settings/${setting}`];
    return text === undefined ? undefined : JSON.parse(text);
  }

  /** The next process. */
  public revive(): void {
    this.killed = new Promise((resolve) => { this.die = resolve; });
  }

  public async receive(request: Request) {
    this.time?.pass(50);
    const text = typeof request.body === 'string' ? request.body : new TextDecoder().decode(request.body);
    const target = request.headers['x-amz-target'];
    const { action, input } = understand(request, text);
    const isJson = target !== undefined || action.startsWith('account:');
    this.calls.push(action);
    this.inputs.push(input);
    const fault = this.fault?.(action, this.calls.length - 1);
    if (fault === 'kill') return this.kill();
    if (fault === 'reset') throw Object.assign(new Error('socket hang up'), { code: 'ECONNRESET' });
    if (fault === 'hang') {
      this.time?.pass(this.patience);
      throw Object.assign(new Error('The operation was aborted'), { name: 'AbortError' });
    }
    let body: object | string;
    let statusCode = 200;
    try {
      if (typeof fault === 'object') throw new AwsError(fault.code, fault.status, fault.message);
      body = this.handle(action, input, fault === 'stale');
    } catch (error) {
      if (!(error instanceof AwsError)) throw error;
      statusCode = error.status;
      body = isJson ? { __type: error.code, message: error.message }
        : action.startsWith('ec2:') ? `<Response><Errors><Error><Code>${error.code}</Code><Message>${error.message}</Message></Error></Errors><RequestID>id</RequestID></Response>`
          : `<ErrorResponse><Error><Type>Sender</Type><Code>${error.code}</Code><Message>${error.message}</Message></Error></ErrorResponse>`;
    }
    if (fault === 'kill after') return this.kill();
    if (fault === 'reset after') throw Object.assign(new Error('socket hang up'), { code: 'ECONNRESET' });
    const content = Buffer.from(typeof body === 'string' ? body : JSON.stringify(body));
    const headers = { 'content-type': isJson ? 'application/x-amz-json-1.1' : 'text/xml', 'x-amzn-requestid': 'id' };
    return { response: { statusCode, headers, body: content } };
  }

  /** Never answers, as a process that is gone. */
  private kill(): Promise<never> {
    this.time?.forget();
    this.die();
    return new Promise(() => {});
  }

  private handle(action: string, input: Record<string, any>, stale: boolean): object | string {
    const seen = stale ? this.former : this.account;
    const ofOrganization = this.organization.handle(action, input, Object.keys(seen.organization ?? {}));
    if (ofOrganization !== undefined) return ofOrganization;
    switch (action) {
      case 'iam:ListAccountAliases':
        return xml(action, `<IsTruncated>false</IsTruncated><AccountAliases>${seen.alias ? `<member>${seen.alias}</member>` : ''}</AccountAliases>`);
      case 'iam:CreateAccountAlias':
        if (this.taken.has(input.AccountAlias) || this.account.alias === input.AccountAlias) throw new AwsError('EntityAlreadyExists', 409);
        return this.write({ alias: input.AccountAlias }, xml(action));
      case 'iam:DeleteAccountAlias':
        if (this.account.alias !== input.AccountAlias) throw new AwsError('NoSuchEntity', 404);
        return this.write({ alias: undefined }, xml(action));
      case 'iam:GetAccountPasswordPolicy':
        if (!seen.policy) throw new AwsError('NoSuchEntity', 404);
        return xml(action, `<PasswordPolicy>${Object.entries(seen.policy).map(([key, value]) => `<${key}>${value}</${key}>`).join('')}</PasswordPolicy>`);
      case 'iam:UpdateAccountPasswordPolicy':
        return this.write({ policy: policyFrom(input) }, xml(action));
      case 'iam:DeleteAccountPasswordPolicy':
        if (!this.account.policy) throw new AwsError('NoSuchEntity', 404);
        return this.write({ policy: undefined }, xml(action));
      case 's3:GetAccountPublicAccessBlock': {
        const block = this.s3Policy ?? seen.s3Block;
        if (input.account !== '111122223333') throw new AwsError('AccessDenied', 403);
        if (!block) throw new AwsError('NoSuchPublicAccessBlockConfiguration', 404);
        return `<PublicAccessBlockConfiguration>${elements(block)}</PublicAccessBlockConfiguration>`;
      }
      case 's3:PutAccountPublicAccessBlock':
        if (input.account !== '111122223333' || this.s3Policy) throw new AwsError('AccessDenied', 403, 'Access Denied');
        return this.write({ s3Block: input.configuration && Object.fromEntries(S3_FLAGS.map((flag) => [flag, input.configuration[flag] === 'true'])) }, '');
      case 'ec2:GetEbsEncryptionByDefault':
        return ec2(action, `<ebsEncryptionByDefault>${seen.ebsEncryption ?? false}</ebsEncryptionByDefault><sseType>sse-ebs</sseType>`);
      case 'ec2:EnableEbsEncryptionByDefault':
      case 'ec2:DisableEbsEncryptionByDefault': {
        const ebsEncryption = action === 'ec2:EnableEbsEncryptionByDefault' || undefined;
        return this.write({ ebsEncryption }, ec2(action, `<ebsEncryptionByDefault>${ebsEncryption ?? false}</ebsEncryptionByDefault>`));
      }
      case 'ec2:GetInstanceMetadataDefaults': {
        const policy = this.policies.metadata;
        const { HttpTokens, HttpPutResponseHopLimit } = policy ? policy.value ?? {} : seen.metadata ?? {};
        const managedBy = policy ? 'declarative-policy' : 'account';
        const [httpTokens, httpPutResponseHopLimit] = [HttpTokens, HttpPutResponseHopLimit];
        const level = { httpTokens, httpPutResponseHopLimit, managedBy, managedExceptionMessage: policy?.message };
        return ec2(action, `<accountLevel>${elements(level)}</accountLevel>`);
      }
      case 'ec2:ModifyInstanceMetadataDefaults':
        this.refuseIfManaged('metadata');
        return this.write({ metadata: metadataFrom(input, this.account.metadata) }, ec2(action, '<return>true</return>'));
      case 'ec2:GetImageBlockPublicAccessState': {
        const policy = this.policies.imageBlock;
        const own = this.imageBlockLag > 0 && this.imageBlockLag-- ? this.former.imageBlock : seen.imageBlock;
        const state = policy ? policy.value?.ImageBlockPublicAccessState : own;
        return ec2(action, elements({ imageBlockPublicAccessState: state ?? 'unblocked', managedBy: policy ? 'declarative-policy' : 'account' }));
      }
      case 'ec2:EnableImageBlockPublicAccess':
        this.refuseIfManaged('imageBlock');
        if (input.ImageBlockPublicAccessState !== 'block-new-sharing') throw new AwsError('InvalidParameterValue', 400);
        return this.write({ imageBlock: 'block-new-sharing' }, ec2(action, elements({ imageBlockPublicAccessState: 'block-new-sharing' })));
      case 'ec2:DisableImageBlockPublicAccess':
        this.refuseIfManaged('imageBlock');
        return this.write({ imageBlock: undefined }, ec2(action, elements({ imageBlockPublicAccessState: 'unblocked' })));
      case 'ec2:DescribeRegions':
        return ec2(action, `<regionInfo>${this.regions.map((region) => `<item><regionName>${region}</regionName></item>`).join('')}</regionInfo>`);
      case 'ec2:GetSnapshotBlockPublicAccessState':
        return ec2(action, elements({ state: seen.snapshotBlock ?? 'unblocked', managedBy: 'account' }));
      case 'ec2:EnableSnapshotBlockPublicAccess':
        if (!/^block-(all|new)-sharing$/.test(input.State)) throw new AwsError('InvalidParameterValue', 400);
        return this.write({ snapshotBlock: input.State }, ec2(action, elements({ state: input.State })));
      case 'ec2:DisableSnapshotBlockPublicAccess':
        return this.write({ snapshotBlock: undefined }, ec2(action, elements({ state: 'unblocked' })));
      case 'ssm:GetServiceSetting':
        return { ServiceSetting: { SettingId: input.SettingId, SettingValue: seen.documentBlock ? 'Disable' : 'Enable' } };
      case 'ssm:UpdateServiceSetting':
      case 'ssm:ResetServiceSetting':
        if (input.SettingId !== '/ssm/documents/console/public-sharing-permission') throw new AwsError('ServiceSettingNotFound', 400);
        return this.write({ documentBlock: input.SettingValue === 'Disable' || undefined }, '{}');
      case 'account:GetAlternateContact': {
        const { AlternateContactType } = input;
        if (!seen.contacts?.[AlternateContactType]) throw new AwsError('ResourceNotFoundException', 404, 'No contact of the inputted alternate contact type found.');
        return { AlternateContact: { AlternateContactType, ...seen.contacts?.[AlternateContactType] } };
      }
      case 'account:PutAlternateContact': {
        const { AlternateContactType, ...contact } = input;
        return this.write({ contacts: { ...this.account.contacts, [AlternateContactType]: contactFrom(contact) } }, '{}');
      }
      case 'account:DeleteAlternateContact': {
        const { [input.AlternateContactType]: gone, ...contacts } = this.account.contacts ?? {};
        if (!gone) throw new AwsError('ResourceNotFoundException', 404);
        return this.write({ contacts }, '{}');
      }
      case 'ssm:GetParameter':
        if (this.account.parameters[input.Name] === undefined) throw new AwsError('ParameterNotFound', 400);
        return { Parameter: { Name: input.Name, Value: this.account.parameters[input.Name] } };
      case 'ssm:PutParameter': {
        const { Name, Value, Type, Tier, Overwrite } = input;
        if (Type !== 'String' || Tier !== 'Standard' || Value.length > 4096 || Value.includes('{{')) throw new AwsError('ValidationException', 400);
        if (!Overwrite && this.account.parameters[Name] !== undefined) throw new AwsError('ParameterAlreadyExists', 400);
        this.account = { ...this.account, parameters: { ...this.account.parameters, [Name]: Value } };
        return { Version: 1, Tier };
      }
      case 'ssm:DeleteParameter': {
        const { [input.Name]: gone, ...parameters } = this.account.parameters;
        if (gone === undefined) throw new AwsError('ParameterNotFound', 400);
        this.account = { ...this.account, parameters };
        return {};
      }
      case 'cloudformation:DescribeStacks':
        if (!this.stacks[input.StackName]) throw new AwsError('ValidationError', 400, `Stack with id ${input.StackName} does not exist`);
        return xml(action, `<Stacks><member><StackName>stack</StackName><CreationTime>2026-01-01T00:00:00Z</CreationTime>
          <StackStatus>${this.stacks[input.StackName]}</StackStatus></member></Stacks>`);
      case 'cloudformation:DescribeStackResource': {
        const resource = this.resources[input.LogicalResourceId];
        if (!resource) throw new AwsError('ValidationError', 400, `Resource ${input.LogicalResourceId} does not exist for stack ${input.StackName}`);
        return xml(action, `<StackResourceDetail><LogicalResourceId>${input.LogicalResourceId}</LogicalResourceId><ResourceType>${resource.type}</ResourceType>
          <ResourceStatus>${resource.status}</ResourceStatus><LastUpdatedTimestamp>2026-01-01T00:00:00Z</LastUpdatedTimestamp></StackResourceDetail>`);
      }
      default:
        throw new AwsError('InvalidAction', 400, action);
    }
  }

  /** The code is not documented, and the message is the organization's own if it has one. */
  private refuseIfManaged(setting: 'metadata' | 'imageBlock'): void {
    const policy = this.policies[setting];
    if (policy) throw new AwsError('OperationNotPermitted', 400, policy.message ?? 'This action is denied due to an organizational policy in effect');
  }

  private write(change: Partial<Account>, answer: string): string {
    this.former = this.account;
    this.account = { ...this.account, ...change };
    return answer;
  }
}

/** Which IAM action a request needs, and what it says. */
function understand({ headers, method, path }: Request, text: string): { action: string; input: Record<string, any> } {
  const target = headers['x-amz-target'];
  if (target) return { action: `${/^AWSOrganizations/.test(target) ? 'organizations' : 'ssm'}:${target.split('.')[1]}`, input: JSON.parse(text) };
  if (path?.endsWith('AlternateContact')) return { action: `account:${path[1].toUpperCase()}${path.slice(2)}`, input: JSON.parse(text) };
  if (path === '/v20180820/configuration/publicAccessBlock') {
    const configuration = method === 'PUT' ? Object.fromEntries([...text.matchAll(/<(\w+)>(\w+)<\/\1>/g)].map(([, name, value]) => [name, value])) : undefined;
    return { action: `s3:${method === 'GET' ? 'Get' : 'Put'}AccountPublicAccessBlock`, input: { account: headers['x-amz-account-id'], configuration } };
  }
  const input = Object.fromEntries(new URLSearchParams(text));
  return { action: `${QUERY_APIS[input.Version]}:${input.Action}`, input };
}

/** Account Management's own checks. */
function contactFrom(contact: Record<string, any>): Contact {
  const limits: Record<string, [number, RegExp]> = {
    EmailAddress: [254, /^\s*[\w+=.#|!&-]+@[\w.-]+\.\w+\s*$/], Name: [64, /./], PhoneNumber: [25, /^[\s0-9()+-]+$/], Title: [50, /./],
  };
  for (const [field, [length, pattern]] of Object.entries(limits)) {
    if (!pattern.test(contact[field] ?? '') || contact[field].length > length) throw new AwsError('ValidationException', 400, field);
  }
  return contact as Contact;
}

/** EC2's own reading of a request: what is left out stays, `no-preference` and -1 remove a default. */
function metadataFrom({ HttpTokens, HttpPutResponseHopLimit, ...rest }: Record<string, string>, present: Account['metadata']): Account['metadata'] {
  if (Object.keys(rest).some((name) => name !== 'Action' && name !== 'Version')) throw new AwsError('UnknownParameter', 400, JSON.stringify(rest));
  const limit = HttpPutResponseHopLimit === undefined ? present?.HttpPutResponseHopLimit as number | undefined : +HttpPutResponseHopLimit;
  if (limit !== undefined && limit !== -1 && !(limit >= 1 && limit <= 64)) throw new AwsError('InvalidParameterValue', 400);
  const tokens = HttpTokens ?? present?.HttpTokens;
  if (tokens !== undefined && !['required', 'optional', 'no-preference'].includes(`${tokens}`)) throw new AwsError('InvalidParameterValue', 400);
  const defaults = {
    ...(tokens === undefined || tokens === 'no-preference' ? {} : { HttpTokens: tokens }),
    ...(limit === undefined || limit === -1 ? {} : { HttpPutResponseHopLimit: limit }),
  };
  return Object.keys(defaults).length > 0 ? defaults : undefined;
}

/** IAM's own reading of a request: what is left out falls back to its default, and a number out of range is refused. */
function policyFrom(input: Record<string, string>): Policy {
  const { Action, Version, ...fields } = input;
  const number = (name: string, minimum: number, maximum: number) => {
    if (fields[name] === undefined) return undefined;
    const value = Number(fields[name]);
    if (!(value >= minimum && value <= maximum)) throw new AwsError('ValidationError', 400, `${name} is ${fields[name]}`);
    return value;
  };
  const age = number('MaxPasswordAge', 1, 1095);
  const reuse = number('PasswordReusePrevention', 1, 24);
  return {
    MinimumPasswordLength: number('MinimumPasswordLength', 6, 128) ?? 6,
    RequireSymbols: fields.RequireSymbols === 'true',
    RequireNumbers: fields.RequireNumbers === 'true',
    RequireUppercaseCharacters: fields.RequireUppercaseCharacters === 'true',
    RequireLowercaseCharacters: fields.RequireLowercaseCharacters === 'true',
    AllowUsersToChangePassword: fields.AllowUsersToChangePassword === 'true',
    ExpirePasswords: age !== undefined,
    ...(age === undefined ? {} : { MaxPasswordAge: age }),
    ...(reuse === undefined ? {} : { PasswordReusePrevention: reuse }),
    HardExpiry: fields.HardExpiry === 'true',
  };
}

function xml(action: string, result = ''): string {
  const name = action.split(':')[1];
  return `<${name}Response><${name}Result>${result}</${name}Result><ResponseMetadata><RequestId>id</RequestId></ResponseMetadata></${name}Response>`;
}

function ec2(action: string, result: string): string {
  const name = action.split(':')[1];
  return `<${name}Response xmlns="http://ec2.amazonaws.com/doc/2016-11-15/"><requestId>id</requestId>${result}</${name}Response>`;
}

function elements(values: Record<string, unknown>): string {
  return Object.entries(values).filter(([, value]) => value !== undefined).map(([name, value]) => `<${name}>${value}</${name}>`).join('');
}
