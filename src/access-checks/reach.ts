import { Escalations, passedTo } from './escalations';
import { Granted, Grants } from './grants';
import { Identity, pathOf } from './identities';
import { PASS_ROLE, servicesOf } from '../permissions/escalation-paths';
import { globOf, overlaps } from '../private/text/glob';
import { readOperator } from '../proof/policy/operator';
import { Condition, Layer, PRINCIPAL, Statement } from '../proof/policy/statement';
import { Pattern } from '../proof/text/pattern';

const ASSUME_ROLE = 'sts:AssumeRole';

/** A way from an identity to a role of the app. */
export interface Step {
  readonly to: Identity;
  /** What the identity does to get there. */
  readonly how: string;
  readonly isUnknown: boolean;
}

/** The ways from identities to roles of an app: by `sts:AssumeRole`, and by `iam:PassRole` to a service that runs what they want. */
export class Reach {
  private readonly escalations: Escalations;

  constructor(private readonly identities: Identity[], private readonly grants: Grants) {
    this.escalations = new Escalations(grants);
  }

  /**
   * The first step of each identity on its shortest way to one of some roles.
   *
   * @param targets have rights that others should not get
   */
  public towards(targets: ReadonlySet<Identity>): Map<Identity, Step> {
    const steps = new Map<Identity, Step>();
    const waiting = [...targets].filter(({ trust }) => trust !== undefined);
    for (const to of waiting) {
      for (const from of this.identities) {
        const known = steps.get(from);
        if (from === to || targets.has(from) || (known && !known.isUnknown)) continue;
        const step = this.step(from, to);
        if (!step || (known && step.isUnknown)) continue;
        steps.set(from, step);
        if (!step.isUnknown && from.trust) waiting.push(from);
      }
    }
    return steps;
  }

  /** Whether an identity may pass a role to a service that the role trusts. */
  public passes({ layers }: Identity, { arn, trust }: Identity, services = ['*']): Granted {
    const trusted = servicesIn(trust!).filter((service) => services.some((pattern) => overlaps(pattern, globOf(service))));
    if (trusted.length === 0) return { answer: 'no', by: [] };
    return this.grants.of(layers, PASS_ROLE, { resource: arn, conditions: [passedTo(trusted)] });
  }

  private step(from: Identity, to: Identity): Step | undefined {
    const assumed = this.assumes(from, to);
    if (assumed.answer === 'yes') return { to, how: `assumes ${pathOf(to)}`, isUnknown: false };
    const passed = this.passes(from, to).answer === 'no' ? [] : this.escalations.passing(from).flatMap((path) => {
      const { answer } = this.passes(from, to, servicesOf(path));
      return answer === 'no' ? [] : [{ to, how: `passes ${pathOf(to)} by ${PASS_ROLE}+${path.actions.join('+')}`, isUnknown: answer === 'unknown' }];
    });
    const certain = passed.find(({ isUnknown }) => !isUnknown) ?? passed[0];
    return certain && !(certain.isUnknown && assumed.answer === 'unknown') ? certain
      : assumed.answer === 'unknown' ? { to, how: `assumes ${pathOf(to)}`, isUnknown: true } : certain;
  }

  /** A role that trusts an identity by its ARN needs no policy of the identity; one that trusts an account does. */
  private assumes(from: Identity, to: Identity): Granted {
    const trust = { ...to.trust!, statements: this.grants.statementsOn(to.trust!, ASSUME_ROLE) };
    if (!trust.statements.some(({ allows }) => allows)) return { answer: 'no', by: [] };
    const [principal, conditions] = from.resource.type === 'AWS::IAM::Group'
      ? [from.arn.replace(/:group\/.*$/, ':user/*'), []]
      : [from.arn, [equals('aws:PrincipalArn', from.arn)]];
    const asked = { resource: to.arn, conditions: [equals(PRINCIPAL, `AWS:${principal}`), ...conditions] };
    const direct = trust.statements.filter(({ allows, conditions: of }) => !allows || namesPrincipal(of, principal));
    const [identityBased, ...limits] = from.layers;
    const denies = { ...identityBased, mustAllow: false, statements: identityBased.statements.filter(({ allows }) => !allows) };
    const byTrust = this.grants.of([denies, ...limits, { ...trust, statements: direct }], ASSUME_ROLE, asked);
    return byTrust.answer === 'yes' ? byTrust : this.grants.of([...from.layers, trust], ASSUME_ROLE, asked);
  }
}

function namesPrincipal(conditions: Statement['conditions'], principal: string): boolean {
  return conditions.some(({ key, values }) => key === PRINCIPAL && values.some(({ text }) => text === `AWS:${principal}`));
}

function equals(key: string, value: string): Condition {
  return { ...readOperator('StringLike')!, key: key.toLowerCase(), text: `${key} is ${value}`, values: [new Pattern(value, true)] };
}

/** The services that may use a role. A principal of everybody is every service. */
function servicesIn({ statements }: Layer): string[] {
  return statements.filter(({ allows }) => allows).flatMap(({ conditions }) => {
    const principal = conditions.find(({ key }) => key === PRINCIPAL);
    return principal ? principal.values.flatMap(({ text }) => text === '*' ? ['*'] : /^Service:(.+)$/.exec(text)?.[1] ?? []) : ['*'];
  });
}
