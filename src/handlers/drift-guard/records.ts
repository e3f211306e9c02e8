import { ssmIn } from '../shared/clients/ssm';
import { environment } from '../shared/environment';
import { Call, failure } from '../shared/retry';
import { parameter, RecordStore } from '../shared/settings/ownership-record';

/** The records are where the stack with the settings is, which may be another region than the one in which IAM's events appear. */
const ssm = ssmIn(environment.SETTINGS_REGION);

/**
 * The ownership record of a setting, as the settings function keeps it. If that function writes it at the same moment, its record
 * wins: Parameter Store knows no conditional write, but says which version a write became.
 */
export function records<T>(call: Call, Name: string): RecordStore<T> {
  let version = 0;
  const there: Call = async (_, action, input) => {
    const output: any = await call(ssm as any, action, input);
    version = output.Parameter?.Version ?? version;
    return output;
  };
  const store = parameter<T>(there, Name);
  return {
    ...store,
    async save(record) {
      const { Version } = await store.save(record) as { Version?: number };
      if (Version === version + 1) {
        version = Version;
        return;
      }
      const theirs: any = Version! > 1 && await call(ssm, 'ssm:GetParameter', { Name: `${Name}:${Version! - 1}` });
      // No record before ours means that the setting was given up.
      if (theirs) await store.save(JSON.parse(theirs.Parameter.Value));
      else await store.drop();
      throw failure('the stack changes the setting at this moment', 'Conflict');
    },
  };
}
