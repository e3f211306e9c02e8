import {
  CloudFormationClient, CreateStackCommand, DescribeStacksCommand, UpdateStackCommand, waitUntilStackCreateComplete, waitUntilStackUpdateComplete,
} from '@aws-sdk/client-cloudformation';
import { EC2Client, GetEbsEncryptionByDefaultCommand, GetInstanceMetadataDefaultsCommand } from '@aws-sdk/client-ec2';
import { App, CfnOutput, Stack } from 'aws-cdk-lib';
import { LocalEndpoint } from '../../../local-endpoint/client/endpoint';
import { LocalOrganization, rootOf } from '../../../local-endpoint/client/organization';
import { AccountHardening, CallerCredentialsSynthesizer, HardenedRegions } from '../../../src';
import { endpointForAll } from '../started-endpoint';

const [HOME, DENIED, ALLOWED] = ['us-east-1', 'eu-west-1', 'ap-southeast-1'];
const WAIT = { maxWaitTime: 120, minDelay: 0.2, maxDelay: 0.5 };
const StackName = 'account-baseline-hardening';

let endpoint: LocalEndpoint;
let organization: LocalOrganization;
endpointForAll(async (started) => {
  endpoint = started;
  organization = await LocalOrganization.create(started);
});

/** The stack of a member account, with the settings that it names as missing in some region. */
function template(instanceMetadataHopLimit: number): string {
  const app = new App();
  const stack = new Stack(app, StackName, { synthesizer: new CallerCredentialsSynthesizer() });
  const { ebsDefaultEncryption, instanceMetadataDefaults } = new AccountHardening(stack, 'Hardening', {
    instanceMetadataHopLimit, regions: HardenedRegions.of(HOME, DENIED, ALLOWED),
  });
  new CfnOutput(stack, 'Encryption', { value: ebsDefaultEncryption!.regionsNotHardened! });
  new CfnOutput(stack, 'Metadata', { value: instanceMetadataDefaults!.regionsNotHardened! });
  return JSON.stringify(app.synth().getStackByName(StackName).template);
}

test('a region that a service control policy denies is named and fails no other region; without the policy the next change sets it', async () => {
  const account = await organization.account('member', await organization.unit('workloads'));
  const inRegion = (region: string) => ({ ...rootOf(endpoint, account), region });
  const cloudFormation = new CloudFormationClient(inRegion(HOME));
  const outputs = async () => {
    const { Stacks: [stack] = [] } = await cloudFormation.send(new DescribeStacksCommand({ StackName }));
    return [stack.StackStatus, ...stack.Outputs!.map(({ OutputKey, OutputValue }) => `${OutputKey} ${OutputValue}`).sort()];
  };
  const present = async (...regions: string[]) => Promise.all(regions.map((region) => new EC2Client(inRegion(region))).map(async (ec2) => [
    (await ec2.send(new GetEbsEncryptionByDefaultCommand({}))).EbsEncryptionByDefault,
    (await ec2.send(new GetInstanceMetadataDefaultsCommand({}))).AccountLevel?.HttpPutResponseHopLimit,
  ]));

  const allow = await organization.denyRegion(account, DENIED);
  await expect(present(DENIED)).rejects.toThrow(/explicit deny in a service control policy/);
  await cloudFormation.send(new CreateStackCommand({ StackName, TemplateBody: template(2), Capabilities: ['CAPABILITY_NAMED_IAM'] }));
  await waitUntilStackCreateComplete({ client: cloudFormation, ...WAIT }, { StackName });
  expect(await outputs()).toEqual(['CREATE_COMPLETE', `Encryption ${DENIED}`, `Metadata ${DENIED}`]);
  expect(await present(HOME, ALLOWED)).toEqual([[true, 2], [true, 2]]);

  await allow();
  expect(await present(DENIED)).toEqual([[false, undefined]]);
  await cloudFormation.send(new UpdateStackCommand({ StackName, TemplateBody: template(3), Capabilities: ['CAPABILITY_NAMED_IAM'] }));
  await waitUntilStackUpdateComplete({ client: cloudFormation, ...WAIT }, { StackName });
  // The other settings have not changed, so that CloudFormation has not called their function.
  expect(await outputs()).toEqual(['UPDATE_COMPLETE', `Encryption ${DENIED}`, 'Metadata none']);
  expect(await present(HOME, DENIED, ALLOWED)).toEqual([[true, 3], [false, 3], [true, 3]]);
}, 180_000);
