import { Token } from 'aws-cdk-lib';
import { CredentialAgeStandard } from './credential-age-standard';
import type { CredentialReportProps } from './credential-report-props';
import { CredentialAgeRules } from '../../account/contract/options';
import { JobFunction } from '../../permissions/job-function';
import { invalid, requireMatch, wholeDays } from '../../private/errors';
import { requireIamName, requireIamPath } from '../../private/iam-names';

const STANDARDS: Record<CredentialAgeStandard, Omit<CredentialAgeRules, 'warning'>> = {
  [CredentialAgeStandard.CIS]: { unused: 45, keyAge: 90 },
  [CredentialAgeStandard.FSBP]: { unused: 90, keyAge: 90 },
  [CredentialAgeStandard.PCI_DSS_4]: { unused: 90, keyAge: 90, passwordAge: 90 },
};

/** The thresholds that result from the properties and their standard, and the time between the warning and a threshold. */
export function agesOf(props: CredentialReportProps): CredentialAgeRules {
  const days = (property: 'unusedAfter' | 'maxKeyAge' | 'maxPasswordAge' | 'warningBefore', longest: number) => wholeDays(property, props[property], longest);
  const standard = STANDARDS[props.standard ?? CredentialAgeStandard.CIS];
  const warning = days('warningBefore', 30) ?? 7;
  const ages = {
    unused: days('unusedAfter', 1_095) ?? standard.unused,
    keyAge: days('maxKeyAge', 1_095) ?? standard.keyAge,
    passwordAge: days('maxPasswordAge', 1_095) ?? standard.passwordAge,
  };
  const shortest = Math.min(ages.unused, ages.keyAge, ages.passwordAge ?? Infinity);
  if (warning >= shortest) throw invalid('warningBefore', `${warning} days`, `it must be less than the shortest threshold, which is ${shortest} days`);
  return { ...ages, warning };
}

/** The users that `DEACTIVATE` does not change. */
export function exemptionsOf(props: CredentialReportProps, deactivates: boolean) {
  for (const property of ['exemptPaths', 'exemptTag', 'administratorGroups'] as const) {
    if (!deactivates && props[property] !== undefined) throw invalid(property, props[property], 'it is only for CredentialReportAction.DEACTIVATE');
  }
  const { exemptPaths = [], exemptTag = 'account-baseline:keep-credentials', administratorGroups = [JobFunction.ADMINISTRATOR.groupName] } = props;
  for (const [property, values] of Object.entries({ exemptPaths, administratorGroups })) {
    if (Token.isUnresolved(values)) throw invalid(property, 'a list token', 'name them one by one; each may be a token');
  }
  exemptPaths.forEach((path) => requireIamPath('exemptPaths', path));
  administratorGroups.forEach((name) => requireIamName('administratorGroups', name, 128));
  requireMatch('exemptTag', exemptTag, /^[\p{L}\p{Z}\p{N}_.:/=+\-@]{1,128}$/u, 'a tag key has 1 to 128 letters, digits, spaces and characters '
    + 'of _.:/=+-@');
  return { exemptPaths, exemptTag, administratorGroups };
}
