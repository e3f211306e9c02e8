import { join } from 'path';
import { casesIn as boundaryCasesIn, triesOf } from '../boundary/cases';
import { paths } from '../data/escalation-paths.json';
import * as irreducible from '../data/irreducible-paths.json';
import * as matrix from '../data/mfa-matrix.json';
import * as withoutMfa from '../data/without-mfa.json';
import { actionsOf } from '../engine/actions';
import { casesIn } from '../engine/cases';

/** The size of the proof, counted from the input of its tests. */
export interface Figures {
  readonly matrixRows: number;
  readonly matrixDecisions: number;
  /** Scenarios of people, attackers, jobs and administrators, and their calls. */
  readonly journeys: number;
  readonly journeyCalls: number;
  readonly boundaryCases: number;
  readonly boundaryCalls: number;
  readonly actionsSwept: number;
  readonly servicesSwept: number;
  readonly credentialsWithoutMfa: number;
  readonly escalationPaths: number;
  readonly pathsOpenToPowerUsers: number;
}

export async function figures(): Promise<Figures> {
  const actions = await actionsOf();
  const journeys = casesIn(join(__dirname, '..', 'cases', 'journeys')).map(([, given]) => given);
  const bounded = boundaryCasesIn(join(__dirname, '..', 'cases', 'boundary')).map(([, given]) => given);
  return {
    matrixRows: matrix.rows.length,
    matrixDecisions: matrix.rows.flatMap(({ expect }) => Object.keys(expect)).length,
    journeys: journeys.length,
    journeyCalls: journeys.flatMap(({ steps }) => steps.flatMap(({ call }) => call)).length,
    boundaryCases: bounded.length,
    boundaryCalls: bounded.flatMap(({ steps }) => steps.flatMap(triesOf)).length,
    actionsSwept: actions.length,
    servicesSwept: new Set(actions.map(({ name }) => name.split(':')[0])).size,
    credentialsWithoutMfa: Object.keys(withoutMfa.credentials).length,
    escalationPaths: paths.length,
    pathsOpenToPowerUsers: irreducible.paths.filter(({ jobs }) => jobs.includes('PowerUser')).length,
  };
}

/** The figures as the README states them; a test of the README looks for each line. */
export function readmeLines(of: Figures): string[] {
  const shown = (count: number) => count.toLocaleString('en-US');
  return [
    `- MFA enforcement gives the expected answer in all ${of.matrixDecisions} decisions of a matrix of ${of.matrixRows} rows and four kinds of credentials.`,
    `- All ${shown(of.actionsSwept)} actions of ${of.servicesSwept} services were tried with ${of.credentialsWithoutMfa} kinds of credentials `
      + 'without MFA; each that works has a reason.',
    `- ${of.journeys} journeys of people and attackers (${shown(of.journeyCalls)} calls) and ${of.boundaryCases} of carriers of the permissions boundary (${shown(of.boundaryCalls)} calls) end as they should.`,
    `- Of ${of.escalationPaths} known privilege-escalation paths ${of.escalationPaths - of.pathsOpenToPowerUsers} are closed to a power user; `
      + `the other ${of.pathsOpenToPowerUsers} each have a reason and a mitigation.`,
  ];
}
