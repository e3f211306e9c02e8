import { IAM } from '@aws-sdk/client-iam';
import { FakeAws, Fault } from './fake-aws';
import { isWrite } from './faults';
import { VirtualTime } from '../virtual-time';

type Send = (this: object, command: { input: any }, options?: object) => Promise<unknown>;

/** What came of a call: its output or its error, and what the account has afterwards if it changed. */
interface Outcome {
  readonly output?: unknown;
  readonly error?: unknown;
  readonly changed?: object;
}

/**
 * Some hundred times faster than the SDK, and with its answers: whatever a setting asks for goes through the SDK's clients only the
 * first time that it asks for it in an account of this state, and meets with the same the next time. Parameter Store, whose contents
 * hardly ever repeat, and CloudFormation are answered without the SDK.
 */
export class RememberingClients {
  private readonly clients: { send: Send };
  private readonly send: Send;
  private readonly actions = new Map<string, string>();
  private readonly outcomes = new Map<string, Outcome>();
  /** The account before the last change of a setting. */
  private former: object = {};
  private patience = 0;
  private die!: () => void;

  constructor(private readonly aws: FakeAws, private readonly time: VirtualTime) {
    let owner: any = IAM.prototype;
    while (!Object.hasOwn(owner, 'send')) owner = Object.getPrototypeOf(owner);
    this.clients = owner;
    this.send = owner.send;
    const call = this.call.bind(this);
    this.clients.send = function (command) {
      return call(this, command);
    };
    // A signal of its own with a real timer for each call would take longer than the call.
    const signal = new AbortController().signal;
    AbortSignal.timeout = (milliseconds) => {
      this.patience = milliseconds;
      return signal;
    };
    this.revive();
  }

  public revive(): void {
    this.aws.killed = new Promise((resolve) => { this.die = resolve; });
  }

  public reset(): void {
    this.former = this.settings();
  }

  public restore(): void {
    this.clients.send = this.send;
  }

  private async call(client: object, command: { input: any }): Promise<unknown> {
    this.time.pass(50);
    const action = await this.actionOf(client, command);
    this.aws.calls.push(action);
    const fault = this.aws.fault?.(action, this.aws.calls.length - 1);
    if (fault === 'kill') return this.kill();
    if (fault === 'reset') throw reset();
    if (fault === 'hang') {
      this.time.pass(this.patience);
      throw Object.assign(new Error('The operation was aborted'), { name: 'AbortError' });
    }
    const answer = /^(ssm|cloudformation):/.test(action) ? this.answer(action, command.input, fault) : this.recall(client, command, fault === 'stale' && isWrite(action) ? undefined : fault);
    if (fault !== 'kill after' && fault !== 'reset after') return answer;
    await answer.catch(() => {});
    if (fault === 'kill after') return this.kill();
    throw reset();
  }

  /** Each command is tried once to see which action it is. */
  private async actionOf(client: object, command: { input: any }): Promise<string> {
    const name = `${client.constructor.name} ${command.constructor.name}`;
    if (!this.actions.has(name)) {
      await this.aside({}, undefined, () => this.send.call(client, new (command.constructor as any)(command.input)).catch(() => {
        // All that counts is what it calls.
      }), () => this.actions.set(name, this.aws.calls[this.aws.calls.length - 1]));
    }
    return this.actions.get(name)!;
  }

  private async recall(client: object, command: { input: any }, fault?: Fault): Promise<unknown> {
    const settings = this.settings();
    const seen = fault === 'stale' ? this.former : settings;
    const refusal = typeof fault === 'object' ? fault : undefined;
    const key = JSON.stringify([command.constructor.name, command.input, seen, refusal, [...this.aws.taken]]);
    let outcome = this.outcomes.get(key);
    if (!outcome) {
      outcome = await this.ask(client, command, seen, refusal);
      this.outcomes.set(key, outcome);
    }
    if (outcome.changed) {
      this.former = settings;
      this.aws.account = { ...outcome.changed, parameters: this.aws.account.parameters };
    }
    if (outcome.error) throw Object.assign(new Error(), outcome.error);
    return outcome.output;
  }

  /** Through the SDK. */
  private async ask(client: object, command: { input: any }, seen: object, refusal?: Fault): Promise<Outcome> {
    let changed: object | undefined;
    const outcome = await this.aside(seen, refusal, () => this.send.call(client, command).then(
      (output) => ({ output }), ({ name, message, code, $metadata }) => ({ error: { name, message, code, $metadata } }),
    ), () => {
      const after = this.settings();
      if (JSON.stringify(after) !== JSON.stringify(seen)) changed = after;
    });
    return { ...outcome, changed };
  }

  /** Tries something in an account of the same state, of which nothing remains. */
  private async aside<T>(settings: object, fault: Fault | undefined, attempt: () => Promise<T>, look: () => unknown): Promise<T> {
    const { account, fault: fate, calls } = this.aws;
    const { now } = this.time;
    Object.assign(this.aws, { account: { ...settings, parameters: {} }, fault: () => fault, calls: [] });
    const outcome = await attempt();
    look();
    Object.assign(this.aws, { account, fault: fate, calls });
    this.time.now = now;
    return outcome;
  }

  private async answer(action: string, input: any, fault?: Fault): Promise<object> {
    const { account, stacks } = this.aws;
    if (typeof fault === 'object') throw refused(fault.code, fault.status, fault.message);
    const { [input.Name]: present, ...others } = account.parameters;
    switch (action) {
      case 'ssm:GetParameter':
        if (present === undefined) throw refused('ParameterNotFound');
        return { Parameter: { Value: present } };
      case 'ssm:PutParameter':
        if (!input.Overwrite && present !== undefined) throw refused('ParameterAlreadyExists');
        account.parameters = { ...others, [input.Name]: input.Value };
        return {};
      case 'ssm:DeleteParameter':
        if (present === undefined) throw refused('ParameterNotFound');
        account.parameters = others;
        return {};
      case 'cloudformation:DescribeStacks':
        if (!stacks[input.StackName]) throw refused('ValidationError');
        return { Stacks: [{ StackStatus: stacks[input.StackName] }] };
      case 'cloudformation:DescribeStackResource': {
        const resource = this.aws.resources[input.LogicalResourceId];
        if (!resource) throw refused('ValidationError');
        return { StackResourceDetail: { ResourceType: resource.type, ResourceStatus: resource.status } };
      }
      default:
        throw new Error(`${action} is unknown`);
    }
  }

  private settings(): object {
    const { parameters, ...settings } = this.aws.account;
    return settings;
  }

  private kill(): Promise<never> {
    this.time.forget();
    this.die();
    return new Promise(() => {});
  }
}

function reset(): Error {
  return Object.assign(new Error('socket hang up'), { code: 'ECONNRESET' });
}

function refused(name: string, httpStatusCode = 400, message = name): Error {
  return Object.assign(new Error(message), { name, $metadata: { httpStatusCode } });
}
