import { Aws, Fn, Token } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import { IAccountSetting } from '../../account/account-setting-reference';
import { DOCUMENT_SHARING_SETTING } from '../../account/contract/fields';
import { RegionalSettingName, WantedInRegions, WantedSettings } from '../../account/contract/settings';
import { anyRegionArn } from '../../private/arn';
import { invalid } from '../../private/errors';

/** The actions that restore a setting, for each that the guard restores. */
const RESTORING: { readonly [name: string]: string } = { 'account-alias': 'iam:CreateAccountAlias', 'password-policy': 'iam:UpdateAccountPasswordPolicy' };

/** The actions that read a setting of a region. */
const READING: { readonly [name in RegionalSettingName]: string } = {
  'ebs-default-encryption': 'ec2:GetEbsEncryptionByDefault',
  'instance-metadata-defaults': 'ec2:GetInstanceMetadataDefaults',
  'image-public-access-block': 'ec2:GetImageBlockPublicAccessState',
  'snapshot-public-access-block': 'ec2:GetSnapshotBlockPublicAccessState',
  'document-public-sharing-block': 'ssm:GetServiceSetting',
};

/** What the function is deployed with. */
export interface GuardedSettings {
  readonly wanted: WantedSettings;
  readonly inRegions: WantedInRegions;
}

/** @throws if the guard knows no such setting, one is listed twice, a value is known only at deployment, or there is nothing to restore */
export function guardedSettings(settings: IAccountSetting[], selfHeal: boolean): GuardedSettings {
  const wanted: { [name: string]: object } = {};
  const inRegions: { [name: string]: object } = {};
  for (const { node, _definition: { setting, properties, regions, adopts } } of settings) {
    if (!(setting in RESTORING) && !regions) {
      throw invalid('settings', node.path, 'the guard watches the account alias, the password policy and settings with `regions`. Remove the setting');
    }
    if (setting in wanted || setting in inRegions) throw invalid('settings', node.path, `the list already has a setting ${setting}. Remove one of the two`);
    const unknown = Object.keys(properties).find((name) => Token.isUnresolved(properties[name]));
    if (unknown) throw invalid('settings', node.path, `only the deployment knows its ${unknown}, which the guard must know at synth. Give it a value`);
    if (!regions) {
      wanted[setting] = properties;
      continue;
    }
    const names = regions._property();
    if ([names].flat().some((name) => Token.isUnresolved(name))) {
      throw invalid('settings', node.path, 'only the deployment knows its regions, which the guard must know at synth. Name them');
    }
    // As text, which is what CloudFormation gives to the function of the settings.
    const values = Object.fromEntries(Object.entries(properties).map(([name, value]) => [name, String(value)]));
    inRegions[setting] = { ...values, Regions: names, ...adopts && { OnExisting: 'ADOPT' } };
  }
  if (selfHeal && Object.keys(wanted).length === 0) {
    throw invalid('settings', settings.map(({ node }) => node.path), 'a guard with DriftResponse.SELF_HEAL needs the constructs whose values it restores. '
      + 'Add the account alias or the password policy');
  }
  return { wanted, inRegions };
}

/** @param region that of the ownership records */
export function guardStatements(region: string, restored: WantedSettings, inRegions: WantedInRegions): iam.PolicyStatement[] {
  const record = (setting: string) => {
    const arnIn = (place: string) => `arn:\${AWS::Partition}:ssm:${place}:\${AWS::AccountId}:parameter/account-baseline/settings/${setting}`;
    if (region === Aws.REGION) return Fn.sub(arnIn('${AWS::Region}'));
    return Token.isUnresolved(region) ? Fn.sub(arnIn('${Region}'), { Region: region }) : Fn.sub(arnIn(region));
  };
  const reading = (Object.keys(inRegions) as RegionalSettingName[]).map((name) => READING[name]);
  const ofDocuments = reading.filter((action) => action.startsWith('ssm:'));
  return [
    new iam.PolicyStatement({
      actions: [
        'iam:ListAccountAliases', 'iam:GetAccountPasswordPolicy', ...Object.keys(restored).map((setting) => RESTORING[setting]),
        ...reading.length ? ['ec2:DescribeRegions'] : [], ...reading.filter((action) => !ofDocuments.includes(action)),
      ],
      resources: ['*'],
    }),
    new iam.PolicyStatement({
      // It deletes a record only if it has just made it again, at the moment at which the stack gave it up.
      actions: ['ssm:GetParameter', 'ssm:PutParameter', 'ssm:DeleteParameter'],
      resources: [record('account-alias'), record('password-policy')],
    }),
    ...ofDocuments.length
      ? [new iam.PolicyStatement({ actions: ofDocuments, resources: [anyRegionArn('ssm', `servicesetting${DOCUMENT_SHARING_SETTING}`)] })]
      : [],
  ];
}
