import type { AnalyzerSummary, ListAnalyzersResponse, ListArchiveRulesResponse } from '@aws-sdk/client-accessanalyzer';
import type { AccessAnalyzerProperties } from '../../account/contract/options';
import { accessAnalyzer } from '../shared/clients/access-analyzer';
import { Call, only } from '../shared/retry';

type AnalyzerType = AccessAnalyzerProperties['Type'];

/** The tag of an analyzer that a stack created, whose value is the stack. A stack has one custom resource for each type. */
const STACK = 'account-baseline:stack';

/** Creates an analyzer if the region has none of the type, and sets the archive rules. */
export async function put(
  call: Call, wanted: AccessAnalyzerProperties, stack: string, clientToken: string,
): Promise<{ arn: string; created: boolean }> {
  const { Type: type, Name: analyzerName, UnusedAccessAge: unusedAccessAge, Archive = [] } = wanted;
  const all = await list(call, type);
  const own = all.find(({ tags }) => tags?.[STACK] === stack);
  // The age of an analyzer cannot be changed.
  const isOutdated = own && unusedAccessAge !== own.configuration?.unusedAccess?.unusedAccessAge;
  if (isOutdated) await call(accessAnalyzer, 'access-analyzer:DeleteAnalyzer', { analyzerName: own.name });
  const found = isOutdated ? undefined : own ?? all[0];
  if (found && !/ACTIVE|CREATING/.test(found.status!)) throw Error(`the analyzer ${found.name} is ${found.status}: repair or delete it`);
  const arn = found?.arn ?? (await call(accessAnalyzer, 'access-analyzer:CreateAnalyzer', {
    analyzerName,
    type,
    tags: { [STACK]: stack },
    clientToken,
    configuration: unusedAccessAge === undefined ? undefined : { unusedAccess: { unusedAccessAge } },
  })).arn!;
  await archive(call, found?.name ?? analyzerName, arn, Archive, stack);
  return { arn, created: !found || found === own };
}

/** Deletes the analyzer that the stack created, and the stack's archive rules of any other analyzer. */
export async function remove(call: Call, type: AnalyzerType, stack: string): Promise<void> {
  for (const { name, arn, tags } of await list(call, type)) {
    if (tags?.[STACK] === stack) {
      await call(accessAnalyzer, 'access-analyzer:DeleteAnalyzer', { analyzerName: name }).catch(only('ResourceNotFound'));
    } else {
      await archive(call, name!, arn!, [], stack);
    }
  }
}

async function archive(
  call: Call, analyzerName: string, analyzerArn: string, filters: NonNullable<AccessAnalyzerProperties['Archive']>, stack: string,
): Promise<void> {
  const prefix = `account-baseline-${stack.split('/').pop()}-`;
  const present = new Set<string>();
  let page: ListArchiveRulesResponse = { archiveRules: [] };
  do {
    page = await call(accessAnalyzer, 'access-analyzer:ListArchiveRules', { analyzerName, nextToken: page.nextToken });
    for (const { ruleName } of page.archiveRules!) present.add(ruleName!);
  } while (page.nextToken);
  for (const [index, filter] of filters.entries()) {
    const ruleName = prefix + index;
    await call(accessAnalyzer, `access-analyzer:${present.delete(ruleName) ? 'Update' : 'Create'}ArchiveRule`, { analyzerName, ruleName, filter });
    // A rule alone does not archive the findings that exist already.
    await call(accessAnalyzer, 'access-analyzer:ApplyArchiveRule', { analyzerArn, ruleName });
  }
  for (const ruleName of present) {
    if (ruleName.startsWith(prefix)) await call(accessAnalyzer, 'access-analyzer:DeleteArchiveRule', { analyzerName, ruleName });
  }
}

async function list(call: Call, type: AnalyzerType): Promise<AnalyzerSummary[]> {
  const all: AnalyzerSummary[] = [];
  let page: ListAnalyzersResponse = { analyzers: [] };
  do {
    page = await call(accessAnalyzer, 'access-analyzer:ListAnalyzers', { type, nextToken: page.nextToken });
    all.push(...page.analyzers!);
  } while (page.nextToken);
  return all;
}
