import { IAMClient } from '@aws-sdk/client-iam';
import { VirtualTime } from '../virtual-time';

Object.assign(process.env, { AWS_REGION: 'eu-central-1', AWS_ACCESS_KEY_ID: 'test', AWS_SECRET_ACCESS_KEY: 'test' });

export type Policy = Record<string, number | boolean>;

/** What befalls a call. */
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

/** What the function sees of an account, changed by calls. */
interface Account {
  alias?: string;
  policy?: Policy;
  parameters: Record<string, string>;
}

class AwsError extends Error {
  constructor(public readonly code: string, public readonly status: number, message = code) {
    super(message);
  }
}

/**
 * IAM, Parameter Store and CloudFormation behind the SDK's own clients: it takes the place of the network, so that requests are
 * serialised and answers and errors parsed as they are in the Lambda function.
 */
export class FakeAws {
  public account: Account = { parameters: {} };
  /** Stacks by id, with their status. */
  public readonly stacks: Record<string, string> = {};
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
  /** Called for each call; whatever it gives befalls it. */
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

  public async receive(request: { hostname: string; headers: Record<string, string>; body: string | Uint8Array }) {
    this.time?.pass(50);
    const text = typeof request.body === 'string' ? request.body : new TextDecoder().decode(request.body);
    const target = request.headers['x-amz-target'];
    const query = new URLSearchParams(target ? '' : text);
    const action = target ? `ssm:${target.split('.')[1]}`
      : `${query.get('Version') === '2010-05-15' ? 'cloudformation' : 'iam'}:${query.get('Action')}`;
    const input = target ? JSON.parse(text) : Object.fromEntries(query);
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
      body = target ? { __type: error.code, message: error.message }
        : `<ErrorResponse><Error><Type>Sender</Type><Code>${error.code}</Code><Message>${error.message}</Message></Error></ErrorResponse>`;
    }
    if (fault === 'kill after') return this.kill();
    if (fault === 'reset after') throw Object.assign(new Error('socket hang up'), { code: 'ECONNRESET' });
    const content = Buffer.from(typeof body === 'string' ? body : JSON.stringify(body));
    const headers = { 'content-type': target ? 'application/x-amz-json-1.1' : 'text/xml', 'x-amzn-requestid': 'id' };
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
      default:
        throw new AwsError('InvalidAction', 400, action);
    }
  }

  private write(change: Partial<Account>, answer: string): string {
    this.former = this.account;
    this.account = { ...this.account, ...change };
    return answer;
  }
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
