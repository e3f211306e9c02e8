import { BadInput, inFile } from './bad-input';
import { Found, MOST_EXAMPLES, newAccess, newTrust } from './examples';
import { Input, lineOf, readInput, readText, Template } from './input';
import { Principal, principalsOf } from './principals';
import { Location, Result, Review, Rule } from './review';
import { changedUnread } from './unread';
import { AccessPolicies } from '../../src/proof/access-policies';
import { isAboutNotPrincipal } from '../../src/proof/policy/read-policy';
import { NotKnownAtSynth } from '../../src/proof/template/intrinsic';
import { TemplateResource, TemplateResources } from '../../src/proof/template/template-resources';

type Templates = Extract<Input, { kind: 'templates' }>;

/**
 * What policies allow that earlier ones did not allow.
 *
 * @param oldPath a synthesized template, a `cdk.out` folder or a policy document
 * @param newPath the same kind
 * @param managedPolicies files with the documents of managed policies that templates only name, by name or ARN
 * @throws BadInput if one cannot be read, or if they cannot be compared
 */
export function compare(oldPath: string, newPath: string, managedPolicies: ReadonlyMap<string, string> = new Map()): Review {
  const [before, now] = [readInput(oldPath), readInput(newPath)];
  const title = `Access of ${newPath} compared with ${oldPath}`;
  if (before.kind === 'policy' && now.kind === 'policy') {
    const [earlier, later] = [before, now].map(({ file, text }) => inFile(file, () => AccessPolicies.fromJson(text)));
    const found = inFile(`${oldPath}, ${newPath}`, () => newAccess(later, earlier));
    return { title, results: [resultOf('new-access', 'policy', 'allows', found, { file: now.file, line: 1 })] };
  }
  if (before.kind === 'policy' || now.kind === 'policy') throw new BadInput(`${oldPath}, ${newPath}: one is a policy and the other is not. Compare two of the same kind`);
  return { title, results: resultsOf(...alike(before, now), knowing(managedPolicies)) };
}

/** One template, whatever its name is, is compared with one template; the templates of two folders by their names. */
function alike(before: Templates, now: Templates): [Templates, Templates] {
  if (before.templates.size === 1 && now.templates.size === 1) return [unnamed(before), unnamed(now)];
  if (before.isFolder && now.isFolder) return [before, now];
  throw new BadInput(`${before.path}, ${now.path}: one has ${before.templates.size} templates and the other ${now.templates.size}. Compare two folders or two templates`);
}

function unnamed(input: Templates): Templates {
  const [template] = input.templates.values();
  return { ...input, templates: new Map([['', { ...template, resources: template.resources.map((resource) => ({ ...resource, template: '' })) }]]) };
}

/** Adds documents of managed policies to the policies of a principal. */
type Knowing = (policies: AccessPolicies) => AccessPolicies;

function knowing(files: ReadonlyMap<string, string>): Knowing {
  const documents = [...files].map(([name, file]): Knowing => {
    const text = readText(file);
    return (policies) => inFile(file, () => policies.withManagedPolicy(name, text));
  });
  return (policies) => documents.reduce((all, add) => add(all), policies);
}

function resultsOf(before: Templates, now: Templates, known: Knowing): Result[] {
  const [earlier, later] = [before, now].map((input) => inFile(input.path, () => (
    principalsOf(resourcesOf(input)).map((principal) => ({ ...principal, policies: known(principal.policies) }))
  )));
  const matches = matched(earlier, later);
  const kept = new Set(matches.values());
  const resources = new TemplateResources(resourcesOf(now), {});
  const results = later.flatMap((principal) => inFile(now.path, () => (
    resultsOfPrincipal(principal, matches.get(principal), resources, locationIn(now, principal.resource))
  )));
  const removed = earlier.filter((principal) => !kept.has(principal)).map(({ label, resource }): Result => (
    { rule: 'new-access', subject: label, status: 'PASS', message: 'is removed', examples: [], location: locationIn(before, resource) }
  ));
  const unread = changedUnread(resourcesOf(before), resourcesOf(now), { nested: now.isFolder && before.isFolder }).map((resource): Result => ({
    rule: 'not-read',
    subject: `${resource.type} ${resource.id}${resource.template ? ` of ${resource.template}` : ''}`,
    status: 'UNKNOWN',
    message: 'is not the same, and may give access that is not read: review it manually',
    examples: [],
    location: locationIn(now, resource),
  }));
  return [...results, ...removed, ...unread];
}

/** For each principal of now the one of before: by its place in the templates, else by its physical name. */
function matched(earlier: Principal[], later: Principal[]): Map<Principal, Principal> {
  const matches = new Map<Principal, Principal>();
  const free = new Set(earlier);
  const match = (isSame: (one: Principal, other: Principal) => boolean) => {
    for (const principal of later) {
      const found = matches.has(principal) ? undefined : [...free].find((each) => isSame(principal, each));
      if (!found) continue;
      matches.set(principal, found);
      free.delete(found);
    }
  };
  match((one, other) => one.key === other.key);
  match((one, other) => one.kind === other.kind && one.name !== undefined && one.name === other.name);
  return matches;
}

function resultsOfPrincipal(now: Principal, before: Principal | undefined, resources: TemplateResources, location: Location): Result[] {
  const verb = before ? 'may' : 'is new and may';
  const access = resultOf('new-access', now.label, verb, decided(() => newAccess(now.policies, before?.policies)), location);
  if (!now.trust) return [access];
  const trustPolicy = written(resources, now.resource);
  const trust = decided(() => newTrust(now.trust!, before?.trust, trustPolicy));
  return [access, resultOf('new-trust', now.label, before ? 'may be assumed' : 'is new and may be assumed', trust, location)];
}

const MESSAGES: Record<Extract<Rule, 'new-access' | 'new-trust'>, { readonly more: string; readonly same: string }> = {
  'new-access': { more: 'do what was not allowed before', same: 'do nothing that was not allowed before' },
  'new-trust': { more: 'by principals that could not assume it before', same: 'by no principal that could not assume it before' },
};

function resultOf(rule: keyof typeof MESSAGES, subject: string, verb: string, { examples, hasMore, unknown }: Found, location: Location): Result {
  const { more, same } = verb === 'allows' ? { more: 'what was not allowed before', same: 'nothing that was not allowed before' } : MESSAGES[rule];
  const rest = hasMore ? `; these ${MOST_EXAMPLES} examples are not all` : unknown ? `; the rest is unknown: ${unknown}` : '';
  if (examples.length > 0) return { rule, subject, status: 'FAIL', message: `${verb} ${more}${rest}`, examples, location };
  if (unknown !== undefined) return { rule, subject, status: 'UNKNOWN', message: unknown, examples, location };
  return { rule, subject, status: 'PASS', message: `${verb} ${same}`, examples, location };
}

function decided(find: () => Found): Found {
  try {
    return find();
  } catch (error) {
    if (!isAboutNotPrincipal(error)) throw error;
    return { examples: [], hasMore: false, unknown: (error as Error).message };
  }
}

/** The trust policy with its references resolved, as far as that is possible. */
function written(resources: TemplateResources, role: TemplateResource): unknown {
  const policy = role.properties.AssumeRolePolicyDocument;
  try {
    return resources.resolve(role, policy);
  } catch (error) {
    if (error instanceof NotKnownAtSynth) return undefined;
    throw error;
  }
}

function resourcesOf({ templates }: Templates): TemplateResource[] {
  return [...templates.values()].flatMap(({ resources }) => resources);
}

/** Where a resource stands. One that no template makes has the place of the first template. */
function locationIn({ templates }: Templates, { template, id }: TemplateResource): Location {
  const found: Template = templates.get(template) ?? [...templates.values()][0];
  return { file: found.file, line: lineOf(found, id) };
}
