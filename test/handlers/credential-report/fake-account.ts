import { AwsError, Edge, members, xml } from '../edge';

export const DAY = 86_400_000;
export const NOW = Date.parse('2026-11-22T06:00:00Z');
export const ago = (days: number) => NOW - days * DAY;

export interface FakeKey { readonly id: string; made: number; used?: number; active: boolean }

export interface FakeUser {
  readonly name: string;
  readonly path: string;
  readonly created: number;
  readonly mfa: boolean;
  readonly groups: string[];
  readonly tags: string[];
  readonly policies: string[];
  password?: { made: number; used?: number; nextRotation?: number };
  keys: FakeKey[];
}

const HEADER = ('user,arn,user_creation_time,password_enabled,password_last_used,password_last_changed,password_next_rotation,mfa_active,'
  + ['access_key_1', 'access_key_2'].map((key) => `${key}_active,${key}_last_rotated,${key}_last_used_date,${key}_last_used_region,${key}_last_used_service`).join()
  + ',cert_1_active,cert_1_last_rotated,cert_2_active,cert_2_last_rotated,additional_credentials_info').split(',');

/** An account with users, as IAM's API and its credential report show it. */
export class FakeAccount {
  public users: FakeUser[] = [];
  public groups: { name: string; policies: string[] }[] = [{ name: 'Administrators', policies: [] }, { name: 'Operators', policies: ['AdministratorAccess'] }];
  public parameter: string | undefined = '{"action":"REPORT"}';
  public emails: { subject: string; text: string; users: string[] }[] = [];
  /** Set to let the report be older than the account. */
  public csv?: string;
  public time = NOW;
  /** What GenerateCredentialReport answers, one after the other; then COMPLETE. */
  public states: string[] = [];
  public readonly edge = new Edge((action, input) => this.handle(action, input));

  public user(name: string, more: Partial<FakeUser> = {}): FakeUser {
    const user: FakeUser = { name, path: '/', created: ago(300), mfa: true, groups: [], tags: [], policies: [], keys: [], ...more };
    this.users.push(user);
    return user;
  }

  public report(): string {
    const date = (time?: number) => time === undefined ? 'N/A' : new Date(time).toISOString().replace('.000Z', '+00:00');
    const key = (one?: FakeKey) => one ? [one.active, date(one.made), date(one.used), 'N/A', 'N/A'] : [false, 'N/A', 'N/A', 'N/A', 'N/A'];
    const root = ['<root_account>', 'arn:aws:iam::111122223333:root', date(ago(400)), 'not_supported', 'no_information', 'not_supported', 'not_supported', true,
      ...key(), ...key(), false, 'N/A', false, 'N/A', ''];
    const rows = this.users.map((user) => [
      user.name, `arn:aws:iam::111122223333:user${user.path}${user.name}`, date(user.created),
      !!user.password, user.password ? user.password.used ? date(user.password.used) : 'no_information' : 'N/A',
      date(user.password?.made), date(user.password?.nextRotation), user.mfa, ...key(user.keys[0]), ...key(user.keys[1]), false, 'N/A', false, 'N/A', '',
    ].map((field) => /[",]/.test(String(field)) ? `"${String(field).replace(/"/g, '""')}"` : field));
    return [HEADER, root, ...rows].map((row) => row.join(',')).join('\n');
  }

  private find(name: string): FakeUser {
    const user = this.users.find((one) => one.name === name);
    if (!user) throw new AwsError('NoSuchEntity', 404, `The user with name ${name} cannot be found.`);
    return user;
  }

  private login(name: string): NonNullable<FakeUser['password']> {
    const { password } = this.find(name);
    if (!password) throw new AwsError('NoSuchEntity', 404, `Login Profile for User ${name} cannot be found.`);
    return password;
  }

  private handle(action: string, input: Record<string, any>): string | object {
    const date = (time?: number) => time === undefined ? undefined : new Date(time);
    switch (action) {
      case 'iam:GenerateCredentialReport': return xml({ State: this.states.shift() ?? 'COMPLETE' });
      case 'iam:GetCredentialReport':
        return xml({ Content: Buffer.from(this.csv ?? this.report()).toString('base64'), ReportFormat: 'text/csv', GeneratedTime: date(this.time) });
      case 'iam:GetAccountAuthorizationDetails': {
        const start = Number(input.Marker ?? 0);
        const end = start + Number(input.MaxItems);
        return xml({
          IsTruncated: end < this.users.length,
          Marker: end < this.users.length ? end : undefined,
          // Groups come last: a reader that stops at the first page misses them.
          GroupDetailList: end < this.users.length ? []
            : this.groups.map(({ name, policies }) => ({ GroupName: name, AttachedManagedPolicies: policies.map(policy) })),
          UserDetailList: this.users.slice(start, end).map((user) => ({
            UserName: user.name,
            Path: user.path,
            GroupList: user.groups,
            Tags: user.tags.map((Key) => ({ Key, Value: 'x' })),
            AttachedManagedPolicies: user.policies.map(policy),
          })),
        });
      }
      case 'iam:GetUser': {
        const user = this.find(input.UserName);
        return xml({ User: { UserName: user.name, Path: user.path, PasswordLastUsed: date(user.password?.used) } });
      }
      case 'iam:GetLoginProfile': return xml({ LoginProfile: { UserName: input.UserName, CreateDate: date(this.login(input.UserName).made) } });
      case 'iam:DeleteLoginProfile':
        this.login(input.UserName);
        this.find(input.UserName).password = undefined;
        return '';
      case 'iam:ListAccessKeys': return `<AccessKeyMetadata>${members(this.find(input.UserName).keys.map((key) => (
        { UserName: input.UserName, AccessKeyId: key.id, Status: key.active ? 'Active' : 'Inactive', CreateDate: date(key.made) })))}</AccessKeyMetadata>`;
      case 'iam:GetAccessKeyLastUsed': {
        const key = this.users.flatMap(({ keys }) => keys).find(({ id }) => id === input.AccessKeyId)!;
        return xml({ AccessKeyLastUsed: { LastUsedDate: date(key.used), ServiceName: 'N/A', Region: 'N/A' } });
      }
      case 'iam:UpdateAccessKey':
        this.find(input.UserName).keys.find(({ id }) => id === input.AccessKeyId)!.active = input.Status === 'Active';
        return '';
      case 'ssm:GetParameter':
        if (this.parameter === undefined) throw new AwsError('ParameterNotFound');
        return { Parameter: { Value: this.parameter } };
      case 'ssm:PutParameter':
        if (input.Tier !== 'Standard' || input.Value.length > 4096) throw new AwsError('ValidationException');
        this.parameter = input.Value;
        return {};
      case 'sns:Publish':
        if (!/^[ -~]{1,99}$/.test(input.Subject) || input.Message.length > 30_000) throw new AwsError('InvalidParameter');
        this.emails.push({
          subject: input.Subject,
          text: input.Message,
          users: input['MessageAttributes.entry.1.Name'] === 'users' ? JSON.parse(input['MessageAttributes.entry.1.Value.StringValue']) : [],
        });
        return xml({ MessageId: 'id' });
      default: throw new AwsError('InvalidAction', 400, action);
    }
  }
}

function policy(name: string): object {
  return { PolicyName: name, PolicyArn: `arn:aws:iam::${/Access$/.test(name) ? 'aws' : '111122223333'}:policy/${name}` };
}
