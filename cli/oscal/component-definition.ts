import { SynthesizedApp } from './app';
import { catalogOf, controlId, metadataOf, property, uuid } from './document';
import { Framework, FRAMEWORKS } from '../../src/compliance/catalog';
import { Link } from '../../src/compliance/control';
import { NOT_MAPPED } from '../../src/compliance/not-mapped';

/** What identifies the document: the revision of the app, and the time at which the document is made. */
export interface Revision {
  /** The commit or the version of the app. */
  readonly revision: string;
  readonly time: Date;
}

/**
 * An OSCAL component definition: which controls the constructs of an app answer. It states intent, for what the app deploys, and nothing
 * about an account.
 */
export function componentDefinition(app: SynthesizedApp, { revision, time }: Revision): object {
  const { libraryVersion, synthesized, constructs } = app;
  return {
    'component-definition': {
      uuid: uuid('component-definition', revision, time.toISOString(), ...constructs.keys()),
      metadata: metadataOf('Controls that the app answers with cdk-secure-account-baseline', revision, time, [
        property('statement', 'intent'),
        property('library-version', libraryVersion),
        property('synthesized', synthesized.toISOString()),
      ]),
      components: [...constructs].sort(([one], [other]) => one.localeCompare(other)).map(([name, paths]) => component(name, paths)),
    },
  };
}

function component(name: string, paths: readonly string[]): object {
  const implementations = FRAMEWORKS.flatMap((framework) => implementation(framework, name));
  return {
    uuid: uuid('component', name),
    type: 'software',
    title: name,
    description: `The construct ${name} of cdk-secure-account-baseline.`,
    props: paths.map((path) => property('construct-path', path)),
    ...implementations.length > 0 ? { 'control-implementations': implementations }
      : { remarks: `It answers no control itself: ${NOT_MAPPED[name] ?? 'this version of the command does not know it'}.` },
  };
}

function implementation(framework: Framework, name: string): object[] {
  const requirements = framework.controls.flatMap(({ id, title, links }) =>
    links.filter((link) => link.kind === 'construct' && link.name === name).map((link) => requirement(framework, id, title, link)));
  if (requirements.length === 0) return [];
  return [{
    'uuid': uuid('control-implementation', framework.name, name),
    'source': catalogOf(framework),
    'description': framework.title,
    'props': [property('framework', framework.name)],
    'implemented-requirements': requirements,
  }];
}

function requirement({ name: framework }: Framework, id: string, title: string, link: Link): object {
  const { coverage, how, missing } = link;
  const remarks = [how && `Applies ${/^(with|in) /.test(how) ? how : `as follows: ${how}`}.`, missing && `Missing: ${missing}.`].filter(Boolean).join(' ');
  return {
    'uuid': uuid('implemented-requirement', framework, id, link.name),
    'control-id': controlId(framework, id),
    'description': `${id}: ${title}.`,
    'props': [property('coverage', coverage.toLowerCase())],
    ...remarks && { remarks },
  };
}
