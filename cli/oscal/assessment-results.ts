import { controlId, metadataOf, property, uuid } from './document';
import { Framework, FRAMEWORKS } from '../../src/compliance/catalog';
import { Control } from '../../src/compliance/control';
import { ProofName, PROOFS } from '../../src/compliance/proofs';
import { CheckResult } from '../../src/handlers/shared/security-checks/remediation';
import { CHECK_TITLES } from '../../src/handlers/shared/security-checks/titles';

/** What made the results. */
export interface AssessmentVersions {
  /** The version of the command. */
  readonly command: string;
  /** The commit of the library whose tests hold the proofs, if it is known. */
  readonly commit?: string;
}

const REPOSITORY = 'https://github.com/cdk-secure-account-baseline/cdk-secure-account-baseline';

/**
 * OSCAL assessment results: for each framework one result with the live state of the account, from the security checks, and one with the
 * proofs about the policies of the library. A control is satisfied only if checks that decide it in full pass; the proofs decide none.
 *
 * @param results of the security checks, those that were left out excepted
 * @param account the ID of the account
 * @param versions of what made the results
 * @param time of the checks
 */
export function assessmentResults(results: readonly CheckResult[], account: string, versions: AssessmentVersions, time: Date): object {
  const plan = uuid('no-assessment-plan');
  return {
    'assessment-results': {
      'uuid': uuid('assessment-results', account, time.toISOString(), JSON.stringify(results)),
      'metadata': metadataOf(`Security checks of the AWS account ${account}`, time.toISOString(), time, [
        property('command-version', versions.command), ...versions.commit ? [property('library-commit', versions.commit)] : [],
      ]),
      'import-ap': { href: `#${plan}` },
      'results': FRAMEWORKS.flatMap((framework) => [...liveState(framework, results, account, time), ...proofs(framework, versions, time)]),
      'back-matter': {
        resources: [{ uuid: plan, title: 'No assessment plan', description: 'The checks are those of the command. There is no assessment plan in OSCAL.' }],
      },
    },
  };
}

/** The result of a framework, unless no check that was made concerns it. */
function liveState(framework: Framework, results: readonly CheckResult[], account: string, time: Date): object[] {
  const made = new Map(results.map((result) => [result.check as string, result]));
  const assessed = framework.controls.map((control) => ({ control, checks: checksOf(control, made) })).filter(({ checks }) => checks.length > 0);
  if (assessed.length === 0) return [];
  const component = uuid('account', framework.name, account);
  const observed = [...new Set(assessed.flatMap(({ checks }) => checks.map(({ result }) => result)))];
  const observation = ({ check }: CheckResult) => uuid('observation', framework.name, account, check, time.toISOString());
  return [{
    'uuid': uuid('result', 'live-state', framework.name, account, time.toISOString()),
    'title': `Live state: ${framework.title}`,
    'description': 'What the account holds at the time of the checks.',
    'start': time.toISOString(),
    'end': time.toISOString(),
    'props': [property('statement', 'live-state'), property('framework', framework.name)],
    'local-definitions': {
      components: [{ uuid: component, type: 'service', title: `AWS account ${account}`, description: 'The account that was checked.', status: { state: 'operational' } }],
    },
    'reviewed-controls': reviewed(framework, assessed.map(({ control }) => control)),
    'observations': observed.map((result) => ({
      uuid: observation(result),
      title: CHECK_TITLES[result.check],
      description: `${result.status}: ${result.seen}.`,
      props: [property('check', result.check), property('status', result.status), property('severity', result.severity)],
      methods: ['TEST'],
      types: ['control-objective'],
      subjects: [{ 'subject-uuid': component, 'type': 'component' }],
      collected: time.toISOString(),
      ...result.remediation && { remarks: `${result.remediation}.` },
    })),
    'findings': assessed.map(({ control, checks }) => ({
      'uuid': uuid('finding', framework.name, account, control.id, time.toISOString()),
      'title': `${control.id} ${control.title}`,
      'description': checks.map(({ result }) => `${CHECK_TITLES[result.check]}: ${result.status}`).join('; '),
      'target': { 'type': 'objective-id', 'target-id': controlId(framework.name, control.id), 'status': statusOf(control, checks) },
      'related-observations': checks.map(({ result }) => ({ 'observation-uuid': observation(result) })),
    })),
  }];
}

interface Check {
  readonly result: CheckResult;
  /** What the check leaves open of the control. */
  readonly missing?: string;
}

function checksOf({ links }: Control, made: ReadonlyMap<string, CheckResult>): Check[] {
  return links.flatMap(({ kind, name, missing }) => {
    const result = kind === 'check' ? made.get(name) : undefined;
    return result ? [{ result, missing }] : [];
  });
}

function statusOf({ links }: Control, checks: Check[]): object {
  if (checks.some(({ result }) => result.status === 'FAIL')) return { state: 'not-satisfied', reason: 'fail' };
  // A check that decides the control leaves nothing open of what another one decides in part.
  const isPartial = checks.every(({ missing }) => missing);
  const open = [
    ...checks.filter(({ result }) => result.status === 'UNKNOWN').map(({ result }) => `${CHECK_TITLES[result.check]} is unknown`),
    ...checks.filter(({ missing }) => isPartial && missing).map(({ result, missing }) => `${CHECK_TITLES[result.check]} decides a part: ${missing}`),
    ...checks.length < links.filter(({ kind }) => kind === 'check').length ? ['a check was left out'] : [],
  ];
  return open.length === 0 ? { state: 'satisfied', reason: 'pass' } : { state: 'not-satisfied', reason: 'other', remarks: `${open.join('; ')}.` };
}

/** What the tests of the library prove for a framework. */
function proofs(framework: Framework, { command, commit }: AssessmentVersions, time: Date): object[] {
  const proved = framework.controls.filter(({ links }) => links.some(({ kind }) => kind === 'proof'));
  const names = [...new Set(proved.flatMap(({ links }) => links.filter(({ kind }) => kind === 'proof').map(({ name }) => name as ProofName)))];
  const component = uuid('library', framework.name);
  return [{
    'uuid': uuid('result', 'proof', framework.name, commit ?? command, time.toISOString()),
    'title': `Proof: ${framework.title}`,
    'description': 'What the tests of the library assert about its policies. They were not run for this document, and say nothing about the account.',
    'start': time.toISOString(),
    'props': [property('statement', 'proof'), property('framework', framework.name), property('library-version', command), ...commit ? [property('library-commit', commit)] : []],
    'local-definitions': {
      components: [{
        uuid: component, type: 'software', title: 'cdk-secure-account-baseline', description: 'The library whose policies are proved.', status: { state: 'operational' },
      }],
    },
    'reviewed-controls': reviewed(framework, proved),
    'observations': names.map((name) => ({
      'uuid': uuid('observation', 'proof', framework.name, name),
      'title': name,
      'description': `${PROOFS[name].title}.`,
      'props': proved.filter(({ links }) => links.some((link) => link.kind === 'proof' && link.name === name)).map(({ id }) => property('control', controlId(framework.name, id))),
      'methods': ['EXAMINE'],
      'types': ['control-objective'],
      'subjects': [{ 'subject-uuid': component, 'type': 'component' }],
      'relevant-evidence': PROOFS[name].files.map((file) => ({ href: `${REPOSITORY}/blob/${commit ?? 'main'}/${file}`, description: file })),
      'collected': time.toISOString(),
    })),
  }];
}

function reviewed({ name }: Framework, controls: readonly Control[]): object {
  return { 'control-selections': [{ 'include-controls': controls.map(({ id }) => ({ 'control-id': controlId(name, id) })) }] };
}
