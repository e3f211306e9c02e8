/**
 * How long it takes to load aws-cdk-lib's core and IAM, in milliseconds on standard output, and with the argument `library` this library
 * beside them. The argument `use` also takes the default stack out of it, which loads what is loaded when it is needed.
 */
const begin = performance.now();
void module.require('aws-cdk-lib').App;
void module.require('aws-cdk-lib/aws-iam').Group;
const [what] = process.argv.slice(2);
if (what) {
  const library = module.require('cdk-secure-account-baseline');
  if (what === 'use') void library.SecureAccountBaselineStack;
}
console.log(performance.now() - begin);
