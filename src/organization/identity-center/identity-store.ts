import { Stack } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { invalid, requireMatch } from '../../private/errors';

/** "Group", "User" and "GroupMembership", Identity Store API Reference. */
const STORE = /^(d-[0-9a-f]{10}|[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12})$/;
const MEMBER = /^([0-9a-f]{10}-)?[0-9A-Fa-f]{8}(-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}$/;
const TEXT = /^[\p{L}\p{M}\p{S}\p{N}\p{P}\t\n\r \u00a0\u3000]{1,1024}$/u;
const RESERVED = ['Administrator', 'AWSAdministrators'];

export function requireStoreId(property: string, id: string): void {
  requireMatch(property, id, STORE, 'the id of an identity store looks like d-1234567890. `aws sso-admin list-instances` shows it');
}

/** Refuses what is not the id of a user or a group. */
export function requireMemberId(property: string, id: string, kind: 'user' | 'group'): void {
  requireMatch(property, id, MEMBER, `the id of a ${kind} looks like f81d4fae-7dec-11d0-a765-00a0c91e6bf6. \`aws identitystore list-${kind}s\` shows it`);
}

/** Refuses text that an identity store does not take. */
export function requireStoreText(property: string, value: string | undefined): void {
  requireMatch(property, value, TEXT, 'it has 1 to 1024 letters, digits, symbols, punctuation marks and spaces');
}

/** Refuses the names that an identity store keeps for itself. */
export function requireFreeName(property: string, name: string): void {
  if (RESERVED.includes(name)) throw invalid(property, name, `Identity Center reserves the names ${RESERVED.join(' and ')}. Choose another name`);
}

/** An id that stays the same when other constructs beside it come and go. */
export function idOf(scope: Construct, parts: string[]): string {
  return parts.map((part) => JSON.stringify(Stack.of(scope).resolve(part)).replace(/[^A-Za-z0-9-]/g, '')).join('-');
}
