import { IDENTITY_CENTER_USER_TYPE, IdentityCenterUserProperties } from '../../../src/account/contract/identity-center-users';
import { usersHandler } from '../../../src/handlers/identity-center-users/handler';
import { takeAnswers } from '../answers';
import { AwsError, Edge } from '../edge';
import { VirtualTime } from '../virtual-time';

export const STORE = 'd-1234567890';
const STACK = 'arn:aws:cloudformation:eu-central-1:111122223333:stack/account-baseline-people/0a1b2c3d-aaaa';
const RESPONSE_URL = 'https://cloudformation-custom-resource-response-eucentral1.s3.eu-central-1.amazonaws.com/secret-signature';
export const RECORD = '/account-baseline/settings/identity-center-user/0a1b2c3d-aaaa/Alice';

export const ALICE: IdentityCenterUserProperties = {
  IdentityStoreId: STORE, UserName: 'alice', GivenName: 'Alice', FamilyName: 'Person', DisplayName: 'Alice Person', Email: 'Alice@personal.example.com',
};
/** The same person with another value of each attribute. */
export const ALI: IdentityCenterUserProperties = {
  IdentityStoreId: STORE, UserName: 'ali', GivenName: 'Ali', FamilyName: 'Persona', DisplayName: 'Ali Persona', Email: 'ali@personal.example.com',
};

/** The fault of a call: an error, a connection that breaks, or a process that is killed, before or after the call takes effect. */
export type Fault = AwsError | 'reset' | 'reset after' | 'kill' | 'kill after';

export interface Answer {
  readonly Status: 'SUCCESS' | 'FAILED';
  readonly Reason: string;
  readonly PhysicalResourceId: string;
  readonly Data?: { readonly UserId: string };
}

type Attributes = Record<string, any>;

/** What must be in no log, no answer and no record. */
const PERSONAL = /personal|Person|\bAli\b|Alice P|secret-/;

/** CloudFormation, Parameter Store and the directory of Identity Center around the handler. */
export class UsersWorld {
  public readonly time = new VirtualTime();
  public readonly users: Record<string, Attributes> = {};
  public readonly parameters: Record<string, string> = {};
  public readonly answers: Answer[] = [];
  public readonly logs: string[] = [];
  public stackStatus = 'UPDATE_IN_PROGRESS';
  /** Invoked for each call of an event, by its index. */
  public fault?: (action: string, index: number) => Fault | undefined;
  /** So many look-ups by name or address do not find a user that was made since. */
  public lag = 0;
  /** So many changes are refused since the directory is busy. */
  public busy = 0;
  /** The calls of the last event. */
  public calls: string[] = [];
  public readonly edge: Edge;
  private die?: () => void;
  private hidden: Record<string, number> = {};
  private stale?: Record<string, Attributes>;
  private requests = 0;
  private made = 0;
  private resource?: { readonly type: string; readonly status: string };
  private readonly log = console.log;

  constructor() {
    Object.assign(process.env, { STACK, DOMAIN: 'amazonaws.com', AWS_REGION: 'eu-central-1' });
    this.edge = new Edge((action, input) => this.receive(action, input));
    console.log = (line: string) => { this.logs.push(line); };
    takeAnswers(({ url, body }) => {
      if (url !== RESPONSE_URL) throw new Error(`unexpected request to ${url}`);
      this.answers.push(JSON.parse(body));
    });
  }

  public get record(): any {
    return this.parameters[RECORD] && JSON.parse(this.parameters[RECORD]);
  }

  /** Log lines, answers and records that hold what they must not hold. */
  public get leaks(): string[] {
    const answers = this.answers.map((answer) => JSON.stringify(answer));
    return [...this.logs, ...answers, ...Object.values(this.parameters)].filter((text) => PERSONAL.test(text));
  }

  /** A user of another administrator. */
  public other(UserName: string, Email: string): string {
    return this.make({ UserName, DisplayName: 'Other', Name: { GivenName: 'O', FamilyName: 'O' }, Emails: [{ Value: Email, Primary: true }] });
  }

  /** From now on, `DescribeUser` shows what is there now. */
  public freeze(): void {
    this.stale = JSON.parse(JSON.stringify(this.users));
  }

  public event(RequestType: 'Create' | 'Update' | 'Delete', properties: object = ALICE, more: object = {}): any {
    return {
      RequestType,
      RequestId: `request-${++this.requests}`,
      ResponseURL: RESPONSE_URL,
      StackId: STACK,
      ResourceType: IDENTITY_CENTER_USER_TYPE,
      LogicalResourceId: 'Alice',
      ...RequestType === 'Create' ? {} : { PhysicalResourceId: 'identity-center-user/Alice' },
      ResourceProperties: { ServiceToken: 'arn', ServiceTimeout: '300', ...properties },
      ...more,
    };
  }

  /** One invocation, to its end or until it is killed. */
  public async invoke(event: any): Promise<Answer | undefined> {
    const end = this.time.now + 120_000;
    const before = this.answers.length;
    this.calls = [];
    this.resource = { type: event.ResourceType, status: `${event.RequestType.toUpperCase()}_IN_PROGRESS` };
    const killed = new Promise<void>((resolve) => { this.die = resolve; });
    await Promise.race([usersHandler(event, { invokedFunctionArn: 'arn', getRemainingTimeInMillis: () => end - this.time.now }), killed]);
    this.time.forget();
    return this.answers[before];
  }

  public create(properties?: object): Promise<Answer | undefined> {
    return this.invoke(this.event('Create', properties));
  }

  public update(from: object, to: object): Promise<Answer | undefined> {
    return this.invoke(this.event('Update', to, { OldResourceProperties: from }));
  }

  /** @param created the answer to the Create, whose physical id CloudFormation sends back */
  public delete(properties?: object, created?: Answer): Promise<Answer | undefined> {
    return this.invoke(this.event('Delete', properties, created && { PhysicalResourceId: created.PhysicalResourceId }));
  }

  public restore(): void {
    this.time.restore();
    console.log = this.log;
    jest.restoreAllMocks();
  }

  private async receive(action: string, input: Attributes): Promise<object | string> {
    this.time.pass(50);
    this.calls.push(action);
    const fault = this.fault?.(action, this.calls.length - 1);
    if (fault === 'reset') throw broken();
    if (fault === 'kill') return this.kill();
    if (fault instanceof AwsError) throw fault;
    const answer = this.handle(action, input);
    if (fault === 'reset after') throw broken();
    return fault === 'kill after' ? this.kill() : answer;
  }

  private kill(): Promise<never> {
    this.die!();
    return new Promise(() => {});
  }

  private handle(action: string, input: Attributes): object | string {
    const { IdentityStoreId, UserId, Name, Value, Overwrite } = input;
    if (action.startsWith('identitystore:') && IdentityStoreId !== STORE) throw new AwsError('ResourceNotFoundException', 400, 'IdentityStore not found');
    switch (action) {
      case 'cloudformation:DescribeStackResource':
        return `<StackResourceDetail><LogicalResourceId>Alice</LogicalResourceId><ResourceType>${this.resource!.type}</ResourceType><ResourceStatus>${this.resource!.status}</ResourceStatus></StackResourceDetail>`;
      case 'cloudformation:DescribeStacks':
        return `<Stacks><member><StackStatus>${this.stackStatus}</StackStatus></member></Stacks>`;
      case 'ssm:GetParameter':
        if (!(Name in this.parameters)) throw new AwsError('ParameterNotFound', 400);
        return { Parameter: { Name, Value: this.parameters[Name] } };
      case 'ssm:PutParameter':
        if (Name in this.parameters && !Overwrite) throw new AwsError('ParameterAlreadyExists', 400);
        this.parameters[Name] = Value;
        return { Version: 1 };
      case 'ssm:DeleteParameter':
        if (!(Name in this.parameters)) throw new AwsError('ParameterNotFound', 400);
        delete this.parameters[Name];
        return {};
      case 'identitystore:GetUserId': {
        const { AttributePath, AttributeValue } = input.AlternateIdentifier.UniqueAttribute;
        const [id] = Object.entries(this.users).find(([, user]) => attributeOf(user, AttributePath) === AttributeValue.toLowerCase()) ?? [];
        if (!id || this.hidden[id]-- > 0) throw new AwsError('ResourceNotFoundException', 400, 'USER not found.');
        return { IdentityStoreId, UserId: id };
      }
      case 'identitystore:CreateUser':
        this.requireFree(input);
        return { IdentityStoreId, UserId: this.make(input) };
      case 'identitystore:DescribeUser':
        return { ...(this.stale ?? this.users)[this.existing(UserId, this.stale)], IdentityStoreId, UserId };
      case 'identitystore:UpdateUser': {
        const changed = input.Operations.reduce(changedBy, this.users[this.existing(UserId)]);
        this.requireFree(changed, UserId);
        this.users[UserId] = changed;
        return {};
      }
      case 'identitystore:DeleteUser':
        delete this.users[this.existing(UserId)];
        return {};
      default:
        throw new AwsError('UnknownOperationException', 400, action);
    }
  }

  private make({ IdentityStoreId: _, ...attributes }: Attributes): string {
    const id = `f81d4fae-7dec-11d0-a765-0000000000${10 + ++this.made}`;
    this.users[id] = attributes;
    this.hidden[id] = this.lag;
    return id;
  }

  private existing(UserId: string, users = this.users): string {
    if (!(UserId in users)) throw new AwsError('ResourceNotFoundException', 400, 'USER not found.');
    return UserId;
  }

  private requireFree(user: Attributes, UserId?: string): void {
    if (this.busy-- > 0) throw new AwsError('ConflictException', 409, 'Concurrent modification');
    for (const path of ['userName', 'emails.value']) {
      const taken = Object.entries(this.users).some(([id, other]) => id !== UserId && attributeOf(other, path) === attributeOf(user, path));
      if (taken) throw new AwsError('ConflictException', 409, `Duplicate ${path} ${attributeOf(user, path)}`);
    }
  }
}

function broken(): Error {
  return Object.assign(new Error('socket hang up'), { code: 'ECONNRESET' });
}

function attributeOf({ UserName, Emails }: Attributes, path: string): string | undefined {
  if (path === 'userName') return UserName.toLowerCase();
  if (path === 'emails.value') return Emails[0].Value.toLowerCase();
  throw new AwsError('ValidationException', 400, path);
}

/** Source: the refusals that users of the API report, such as `Updates for AttributePath: UserName is not supported`. */
function changedBy(user: Attributes, { AttributePath, AttributeValue }: Attributes): Attributes {
  switch (AttributePath) {
    case 'userName': return { ...user, UserName: AttributeValue };
    case 'displayName': return { ...user, DisplayName: AttributeValue };
    case 'name.givenName': return { ...user, Name: { ...user.Name, GivenName: AttributeValue } };
    case 'name.familyName': return { ...user, Name: { ...user.Name, FamilyName: AttributeValue } };
    case 'emails': return { ...user, Emails: AttributeValue.map(({ value, primary }: Attributes) => ({ Value: value, Primary: primary })) };
    default: throw new AwsError('ValidationException', 400, `Updates for AttributePath: ${AttributePath} is not supported`);
  }
}
