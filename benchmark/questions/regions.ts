import { AccountClient, EnableRegionCommand, ListRegionsCommand } from '@aws-sdk/client-account';
import { EC2Client, ModifyInstanceMetadataDefaultsCommand } from '@aws-sdk/client-ec2';
import { DeleteParameterCommand, SSMClient } from '@aws-sdk/client-ssm';
import { LocalEndpoint, startLocalEndpoint } from '../../local-endpoint/client/endpoint';
import { DistantService } from '../distant';
import { CloudFormation } from '../invocation';
import { interleave } from '../measure';
import { bundledHandler } from '../project';
import { Context } from '../question';
import { compared, Result } from '../result';

const SETTING = 'instance-metadata-defaults';
const MANY = 20;
/** A call to a distant region, in milliseconds, with its connection. */
const LATENCY = 200;

/**
 * How long does the settings function take to set IMDSv2 in many regions, each of which has another value before? It reads such a value
 * again for some seconds, in case it is not the newest.
 */
export default async function regions({ project, few }: Context): Promise<Result[]> {
  const endpoint = await startLocalEndpoint({ quiet: true });
  const cloudFormation = await CloudFormation.start();
  const distant = await DistantService.start(endpoint.url, LATENCY);
  try {
    const bundle = bundledHandler('account-settings-regions', project.folder);
    const environment = { ...endpoint.environment, AWS_ENDPOINT_URL_EC2: distant.url, AWS_ENDPOINT_URL_SSM: distant.url };
    const names = await otherRegions(endpoint);
    const inRegions = (count: number) => async () => {
      const Regions = names.slice(0, count);
      await Promise.all(Regions.map((region) => reset(rootIn(endpoint, region))));
      const ResourceProperties = { Setting: SETTING, OnExisting: 'OVERWRITE', HttpTokens: 'required', Regions };
      const request = { RequestType: 'Create' as const, ResourceType: 'Custom::InstanceMetadataDefaults', ResourceProperties };
      const { milliseconds, data: { Hardened } } = await cloudFormation.invoke(project, bundle, request, environment);
      if (Hardened.split(', ').length !== count) throw new Error(`${Hardened} have the setting, not ${Regions.join(', ')}`);
      return milliseconds;
    };
    return [compared({
      question: 'regions',
      unit: 'ms',
      measure: `settings function, with ${LATENCY} ms for each call`,
      ours: `${MANY} regions`,
      peer: '1 region',
      // Ten regions at a time: two turns.
      goal: { of: 'ratio', atMost: 2 },
    }, await interleave(few, inRegions(MANY), inRegions(1)))];
  } finally {
    distant.stop();
    cloudFormation.stop();
    await endpoint.stop();
  }
}

type Configuration = ReturnType<typeof rootIn>;

const rootIn = ({ url }: LocalEndpoint, region: string) => ({ endpoint: url, region, credentials: { accessKeyId: 'test', secretAccessKey: 'test' } });

/** Regions beside that of the stack, whose setting is another custom resource. A new account has fewer enabled than these. */
async function otherRegions(endpoint: LocalEndpoint): Promise<string[]> {
  const { AWS_REGION: own } = endpoint.environment;
  const account = new AccountClient(rootIn(endpoint, own));
  const { Regions } = await account.send(new ListRegionsCommand({}));
  const others = Regions!.filter(({ RegionName }) => RegionName !== own).slice(0, MANY);
  for (const { RegionName, RegionOptStatus } of others) {
    if (RegionOptStatus === 'DISABLED') await account.send(new EnableRegionCommand({ RegionName }));
  }
  return others.map(({ RegionName }) => RegionName!);
}

/** The region has a value of its own, which belongs to no stack. */
async function reset(configuration: Configuration): Promise<void> {
  await new EC2Client(configuration).send(new ModifyInstanceMetadataDefaultsCommand({ HttpTokens: 'optional' }));
  await new SSMClient(configuration).send(new DeleteParameterCommand({ Name: `/account-baseline/settings/${SETTING}` })).catch((error: Error) => {
    if (error.name !== 'ParameterNotFound') throw error;
  });
}
