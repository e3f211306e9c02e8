/** A part of the content of a policy. */
interface Content { readonly [key: string]: any }

/**
 * What an account gets from the policies of a type that hold for it, those of the root first: an evaluator of the inheritance operators of
 * AWS Organizations that knows nothing of the library.
 */
export function effectivePolicy(...policies: Content[]): any {
  return policies.reduce((inherited, policy) => below(inherited, policy), undefined as any);
}

function below(inherited: any, policy: Content): any {
  const operators = Object.keys(policy).filter((key) => key.startsWith('@@') && key !== '@@operators_allowed_for_child_policies');
  if (operators.length === 0) {
    const parts = Object.entries(policy).filter(([key]) => !key.startsWith('@@'));
    return parts.reduce((all, [key, part]) => ({ ...all, [key]: below(inherited?.[key], part) }), { ...inherited });
  }
  const parts = Object.fromEntries(Object.entries(policy).filter(([key]) => !key.startsWith('@@')));
  if (Object.keys(parts).length > 0) throw new Error(`a value with parts: ${JSON.stringify(policy)}`);
  return operators.reduce((value, operator) => {
    if (operator === '@@assign') return policy[operator];
    const listed = [value ?? []].flat();
    if (operator === '@@append') return [...listed, ...policy[operator].filter((each: string) => !listed.includes(each))];
    if (operator === '@@remove') return listed.filter((each) => !policy[operator].includes(each));
    throw new Error(`no such operator: ${operator}`);
  }, inherited);
}

/** The regions of a list in which a service is on, by the effective policy of an account. */
export function regionsOn({ enable_in_regions: on, disable_in_regions: off }: Content, regions: readonly string[]): string[] {
  const isListed = (list: string[], region: string) => list.includes('ALL_SUPPORTED') || list.includes(region);
  return regions.filter((region) => isListed(on, region) && !isListed(off, region));
}

/** The features of GuardDuty that are on, off, or left as they are in a region: a block of a region replaces the default as a whole. */
export function guardDutyIn(policy: Content, region: string): { readonly [feature: string]: string } {
  const { enablement } = policy.guardduty;
  const block: Content = enablement[region] ?? enablement.default ?? {};
  return Object.fromEntries(Object.entries(block).map(([feature, { status }]) => [feature, status]));
}
