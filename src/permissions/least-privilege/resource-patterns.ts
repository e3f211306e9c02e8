import { resourceServices, resourceTypesOf } from './action-table';
import { ANY, ANYTHING, covers, Glob, GlobPart, globOf, overlaps } from '../../private/text/glob';

/** Stands in no policy, so that only a wildcard matches it. */
const UNNAMED: Glob = [{ takes: '\ue000', times: 'once' }, ANYTHING];

/**
 * A name of which a pattern says too little to tell it from others: at most two letters or digits, then a wildcard. A prefix of three
 * characters, or one that ends with a separator such as `ci/` or `a-`, does not match this.
 */
const ANY_NAME: Glob = [{ takes: /[A-Za-z0-9]/, times: 'optional' }, { takes: /[A-Za-z0-9]/, times: 'optional' }, ...UNNAMED];

/** An id that AWS generates, such as `i-0123456789abcdef0`: its prefix says no more than its type does. */
const ANY_ID: Glob = [{ takes: /[a-z]/, times: 'many' }, { takes: '-', times: 'once' }, ...ANY_NAME];

/** The word and the separator with which most types of resources begin. */
const TYPE_WORD: Glob = [{ takes: /[A-Za-z-]/, times: 'many' }, { takes: /[/:]/, times: 'once' }];

/** For services that the table does not know: a resource has a name, or a type (`@`) and a name. */
const COMMON_TYPES = [':', ':*', '*:', '*:*'].flatMap((place) => [`${place}:*`, `${place}:@*`]);

const ROLE = ':*:role/*';

/** Whether a pattern of ARNs leaves open which service the resource belongs to. */
export function isAnyArn(resource: string): boolean {
  const [, , service, ...rest] = segmentsOf(resource);
  if (rest.length < 3) return overlaps(resource, [...globOf('arn:'), { takes: /[^:]/, times: 'many' }, ...globOf(':'), ...ANY_NAME]);
  return overlaps(service, ANY_NAME) && overlaps(rest.slice(2).join(':'), ANY_NAME);
}

/**
 * Whether a pattern of ARNs matches resources of some type whatever their names are, such as `table/*`, `table/?*` or `t*`. A prefix of
 * names, such as `table/orders-*`, says which resources are meant; a suffix does not.
 */
export function leavesResourceOpen(resource: string): boolean {
  if (!/[*?]/.test(resource)) return false;
  const [, , service = '*'] = segmentsOf(resource);
  const services = /[*?]/.test(service) ? resourceServices() : [service];
  return services.some((each) => resourceTypesOf(each, COMMON_TYPES).some((type) => matchesUnnamed(resource, each, type)));
}

/** Whether a pattern of ARNs matches roles whatever their names are. */
export function leavesRoleOpen(resource: string): boolean {
  return matchesUnnamed(resource, 'iam', ROLE);
}

/** Whether a pattern matches values whatever they begin with. */
export function leavesNameOpen(value: string): boolean {
  return overlaps(value, ANY_NAME);
}

/** Whether a pattern matches values of which nothing is known. */
export function leavesValueOpen(value: string): boolean {
  return overlaps(value, UNNAMED);
}

/** Whether an ARN is that of the caller's IAM user, whatever the path of the user is, and can be of no other user. */
export function isOwnUser(resource: string): boolean {
  const tail = tailOf(resource)?.replace(/\$\{aws:username(,\s*'[^\w+=,.@-]*')?\s*\}$/i, OWN_NAME);
  return tail !== undefined && [`user/${OWN_NAME}`, `user/*/${OWN_NAME}`].some((own) => covers(own, tail));
}

const OWN_NAME = '${aws:username}';

/** Whether an ARN can only be that of a virtual MFA device, which is of use to the user only who enables it. */
export function isMfaDevice(resource: string): boolean {
  return covers('mfa/*', tailOf(resource) ?? '*');
}

/** Whether several identities match, or one that is chosen by the principal who sets a tag or opens a session. */
export function isIdentityPattern(resource: string): boolean {
  return isPattern(tailOf(resource) ?? resource);
}

/** As `isIdentityPattern`, for roles that may be in another account. */
export function isRolePattern(resource: string): boolean {
  return isPattern(segmentsOf(resource).slice(4).join(':') || resource);
}

/** Whether a pattern of ARNs matches a role of such a name, which may be a pattern too. */
export function mayBeRole(resource: string, name: string): boolean {
  const segments = segmentsOf(resource);
  if (segments.length < 6) return overlaps(resource, `arn:*:iam::*:role/${name}`);
  return overlaps(segments[2], 'iam') && overlaps(segments.slice(5).join(':'), `role/${name}`);
}

/** The part of an ARN that says which resource of an account it is; nothing if a token or a wildcard hides it. */
export function tailOf(resource: string): string | undefined {
  const segments = segmentsOf(resource);
  return segments.length < 6 ? undefined : segments.slice(5).join(':');
}

/** At the colons that stand in no policy variable. */
function segmentsOf(resource: string): string[] {
  return resource.split(/:(?![^{]*\})/);
}

function isPattern(text: string): boolean {
  return globOf(text).some(({ takes }) => takes === ANY || typeof takes === 'string' && takes.length > 1);
}

/** Whether a pattern of ARNs matches resources of a type of which it names no part. */
function matchesUnnamed(resource: string, service: string, type: string): boolean {
  const segments = segmentsOf(resource);
  const [region, account, ...names] = type.split(':');
  return unnamed(names.join(':')).some((name) => {
    // The last wildcard of an ARN also matches colons.
    if (segments.length < 6) return overlaps(resource, [...globOf(`arn:*:${service}:${region}:${account}:`), ...name]);
    return overlaps(segments[2], service) && overlaps(segments[3], nonempty(region)) && overlaps(segments[4], nonempty(account))
      && overlaps(segments.slice(5).join(':'), name);
  });
}

/** S3 has types with and without a region, which the resources of the other do not match. */
function nonempty(segment: string): string {
  return segment.replace('*', '?*');
}

/**
 * The resource part of an ARN with names that no pattern tells from others, and with ids as AWS generates them. A name does not hold the
 * separator between it and the next one, nor a colon where colons separate names.
 */
function unnamed(type: string): Glob[] {
  if (!known.has(type)) known.set(type, readType(type));
  return known.get(type)!;
}

const known = new Map<string, Glob[]>();

function readType(type: string): Glob[] {
  const parts = type.split(/([*#@])/);
  const colon = parts.slice(2, -1).join('').includes(':') ? ':' : '';
  return [ANY_NAME, ...parts.includes('#') ? [ANY_ID] : []].map((id) => parts.flatMap((part, index): Glob => {
    if (part === '@') return TYPE_WORD;
    if (part !== '*' && part !== '#') return globOf(part);
    const separators = `${parts[index + 1][0] ?? ''}${colon}`;
    const rest: GlobPart = separators ? { takes: new RegExp(`[^${separators}]`), times: 'many' } : ANYTHING;
    return [...(part === '#' ? id : ANY_NAME).slice(0, -1), rest];
  }));
}
