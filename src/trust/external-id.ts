/**
 * Whether an external ID looks as if a person had chosen it, such as the name of a company or an account ID. An external ID need not be
 * secret, but must be unique among the customers of the third party.
 */
export function isGuessable(externalId: string): boolean {
  const text = externalId.toLowerCase();
  return externalId.length < 12 || new Set(text).size < 8 || !/[a-z]/.test(text) || !/\d/.test(text) || /example|changeme|password|secret|external/.test(text);
}
