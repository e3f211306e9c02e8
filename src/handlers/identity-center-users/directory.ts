import type { DescribeUserResponse } from '@aws-sdk/client-identitystore';
import type { IdentityCenterUserProperties } from '../../account/contract/identity-center-users';
import { identityStore } from '../shared/clients/identity-store';
import { Budget, only, pause } from '../shared/retry';

/** The attributes of a user; of a user that others have made, some may be missing. */
export type Person = Omit<IdentityCenterUserProperties, 'IdentityStoreId'>;

/** The ids of the users with a name and with an email address. */
export type Holders = readonly [byName?: string, byEmail?: string];

/** The path by which `UpdateUser` changes an attribute. It is case-sensitive. */
const PATHS: { readonly [field in keyof Person]: string } = {
  UserName: 'userName',
  GivenName: 'name.givenName',
  FamilyName: 'name.familyName',
  DisplayName: 'displayName',
  Email: 'emails',
};

/** The users of an identity store. */
export interface Directory {
  /** The attributes of a user, or undefined if there is none. */
  find(UserId: string): Promise<Partial<Person> | undefined>;
  holders(person: Person): Promise<Holders>;
  /** Throws `Conflict` if another user has the name or the address, and if the directory is busy with another change. */
  create(person: Person): Promise<string>;
  /** @param before what the user may have now, besides what a read returns: that may be outdated */
  change(UserId: string, person: Person, before: (Partial<Person> | undefined)[]): Promise<void>;
  delete(UserId: string): Promise<unknown>;
}

export function directory(budget: Budget, IdentityStoreId: string): Directory {
  const { call } = budget;
  const holder = async (AttributePath: string, AttributeValue: string) => (await call(identityStore(), 'identitystore:GetUserId', {
    IdentityStoreId, AlternateIdentifier: { UniqueAttribute: { AttributePath, AttributeValue } },
  }).catch(only('ResourceNotFound')))?.UserId;
  const holders = async ({ UserName, Email }: Person): Promise<Holders> => [await holder('userName', UserName), await holder('emails.value', Email)];
  return {
    holders,
    find: async (UserId) => attributes(await call(identityStore(), 'identitystore:DescribeUser', { IdentityStoreId, UserId }).catch(only('ResourceNotFound'))),
    create: async ({ UserName, GivenName, FamilyName, DisplayName, Email }) => (await call(identityStore(), 'identitystore:CreateUser', {
      IdentityStoreId, UserName, DisplayName, Name: { GivenName, FamilyName }, Emails: [{ Value: Email, Primary: true }],
    })).UserId!,
    async change(UserId, person, before) {
      const Operations = (Object.keys(PATHS) as (keyof Person)[])
        .filter((field) => before.some((values) => values && values[field] !== person[field]))
        // The directory replaces the whole list of addresses.
        .map((field) => ({ AttributePath: PATHS[field], AttributeValue: field === 'Email' ? [{ value: person.Email, primary: true }] : person[field] }));
      if (!Operations[0]) return;
      for (let tries = 0; ;) {
        try {
          await call(identityStore(), 'identitystore:UpdateUser', { IdentityStoreId, UserId, Operations });
          return;
        } catch (error) {
          if (!/^Conflict/.test((error as Error).name)) throw error;
          const taken = takenBy((await holders(person)).map((id) => id === UserId ? undefined : id));
          // Nobody has them: the directory is busy with another change of the user.
          if (taken || !await pause(tries++, budget.until)) throw taken ?? error;
        }
      }
    },
    delete: (UserId) => call(identityStore(), 'identitystore:DeleteUser', { IdentityStoreId, UserId }).catch(only('ResourceNotFound')),
  };
}

/** Why a name and an address cannot be used: others have them. */
export function takenBy([byName, byEmail]: readonly (string | undefined)[]): Error | undefined {
  const other = byName ?? byEmail;
  return other ? Error(
    `the user ${other} has this ${byName ? 'user name' : 'email address'} already: choose another one, or refer to that user with IdentityCenterUser.fromUserId`,
  ) : undefined;
}

function attributes(user?: DescribeUserResponse): Partial<Person> | undefined {
  return user && {
    UserName: user.UserName,
    GivenName: user.Name?.GivenName,
    FamilyName: user.Name?.FamilyName,
    DisplayName: user.DisplayName,
    Email: user.Emails?.find(({ Primary }) => Primary)?.Value,
  };
}
