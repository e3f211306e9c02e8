/**
 * Whether an external id looks as if a person had made it up, such as a company's name or an account id. It need not be secret, but
 * another customer of the third party must not come to have the same.
 */
export function isGuessable(externalId: string): boolean {
  const text = externalId.toLowerCase();
  return externalId.length < 12 || new Set(text).size < 8 || !/[a-z]/.test(text) || !/\d/.test(text) || /example|changeme|password|secret|external/.test(text);
}
