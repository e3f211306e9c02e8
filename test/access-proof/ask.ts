import { decide, Verdict } from '../../src/proof/decide/decide';
import { Claim, Question } from '../../src/proof/decide/problem';
import { readConditions } from '../../src/proof/policy/read-conditions';
import { readPolicy } from '../../src/proof/policy/read-policy';
import { Access } from '../../src/proof/policy/statement';
import { Pattern } from '../../src/proof/text/pattern';

/** A question as tests write it. */
export interface Asked {
  readonly actions?: string[];
  readonly notActions?: string[];
  readonly resources?: string[];
  readonly notResources?: string[];
  readonly when?: object;
}

export function question({ actions = ['*'], notActions = [], resources = ['*'], notResources = [], when = {} }: Asked): Question {
  const ofActions = (texts: string[]) => texts.map((text) => new Pattern(text.toLowerCase(), false));
  const ofResources = (texts: string[]) => texts.map((text) => new Pattern(text, true));
  return {
    actions: ofActions(actions),
    notActions: ofActions(notActions),
    resources: ofResources(resources),
    notResources: ofResources(notResources),
    conditions: readConditions('when', when, true),
  };
}

/** The statements of one policy. */
export function accessOf(...statements: object[]): Access {
  return { layers: [{ name: 'policy', mustAllow: true, statements: readPolicy('policy', { Version: '2012-10-17', Statement: statements }) }] };
}

export function allowsNothing(access: Access, asked: Asked): Verdict {
  return decide({ claim: Claim.NOTHING, access, question: question(asked) });
}

export function allowsEverything(access: Access, asked: Asked): Verdict {
  return decide({ claim: Claim.EVERYTHING, access, question: question(asked) });
}

export function allowsNoMore(access: Access, before: Access, asked: Asked = {}): Verdict {
  return decide({ claim: Claim.NO_MORE, access, before, question: question(asked) });
}
