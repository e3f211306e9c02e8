const RULES = 'https://github.com/cdk-secure-account-baseline/cdk-secure-account-baseline/blob/main/docs/rules.md';

/** Where an id is explained: what it means, why, and what to do. `id` is the heading on the page. */
export function ruleLink(id: string): string {
  return `${RULES}#${id.toLowerCase().replace(/[^a-z_-]/g, '')}`;
}
