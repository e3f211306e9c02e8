import { IResource, Resource } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { AccountSetting, AccountSettingProps } from './account-setting';
import { ACCOUNT_SETTING_KEYS } from './account-setting-keys';
import { ACCOUNT_ALIAS, FieldProperties } from './contract/fields';
import { SettingName } from './contract/settings';
import { requireMatch } from '../private/errors';
import { checkProps, KnownKeys, mandatory, text } from '../private/known-keys';
import { requireOnlyOneInAccount, requireOnlyOneInStack } from '../private/only-one';

/** The alias of an account. */
export interface IAccountAlias extends IResource {
  /** The alias that the account has. With `OnExisting.ADOPT` it can differ from the requested one. */
  readonly aliasName: string;

  /** Where the IAM users of the account sign in. */
  readonly signInUrl: string;
}

/** Attributes of an alias that another stack manages. */
export interface AccountAliasAttributes {
  /** The alias. */
  readonly aliasName: string;

  /** Where the IAM users of the account sign in; the domain depends on the partition. */
  readonly signInUrl: string;
}

/** Properties of an `AccountAlias`. */
export interface AccountAliasProps extends AccountSettingProps {
  /**
   * The alias: 3 to 63 lowercase letters, digits and single hyphens, with no hyphen at either end, and not 12 digits, which would
   * look like an account id. It is public, and unique among all accounts of the partition.
   */
  readonly accountAlias: string;
}

const KEYS: KnownKeys<AccountAliasProps> = { ...ACCOUNT_SETTING_KEYS, accountAlias: mandatory(text) };

/**
 * The alias of the account, which replaces the account id in the address where its IAM users sign in. An account has one.
 *
 * If the alias belongs to another account, the deployment fails with an error that names it and suggests another one. A rename works
 * in place; the address with the former alias stops working at once, the one with the account id always works. It costs nothing.
 *
 * Source: IAM User Guide, "Use an alias for your AWS account ID".
 *
 * @example
 * const alias = new AccountAlias(this, 'Alias', { accountAlias: 'example-workshop' });
 * new CfnOutput(this, 'SignInUrl', { value: alias.signInUrl });
 */
export class AccountAlias extends AccountSetting implements IAccountAlias {
  /** Refers to an alias that another stack manages. */
  public static fromAccountAliasAttributes(scope: Construct, id: string, attributes: AccountAliasAttributes): IAccountAlias {
    class Import extends Resource implements IAccountAlias {
      public readonly aliasName = attributes.aliasName;
      public readonly signInUrl = attributes.signInUrl;
    }
    return new Import(scope, id);
  }

  public readonly aliasName: string;
  public readonly signInUrl: string;

  /** @throws if the alias has a form that IAM refuses, or the stack has an alias already */
  constructor(scope: Construct, id: string, props: AccountAliasProps) {
    checkProps(scope, id, props, KEYS, () => requireMatch('accountAlias', props.accountAlias, ACCOUNT_ALIAS.AccountAlias,
      'an alias has 3 to 63 lowercase letters, digits and single hyphens, no hyphen at either end, and is not 12 digits, which would look like an account id'));
    const { accountAlias } = props;
    super(scope, id, props, {
      setting: 'account-alias' satisfies SettingName,
      properties: { AccountAlias: accountAlias } satisfies FieldProperties<typeof ACCOUNT_ALIAS>,
    });
    requireOnlyOneInStack(this, 'an account alias');
    requireOnlyOneInAccount(this, 'an account alias');
    this.aliasName = this.resource.getAttString('AccountAlias');
    this.signInUrl = this.resource.getAttString('SignInUrl');
  }
}
