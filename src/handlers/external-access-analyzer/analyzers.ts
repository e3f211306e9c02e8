import {
  AccessAnalyzer, AnalyzerSummary, ApplyArchiveRuleRequest, CreateAnalyzerRequest, CreateAnalyzerResponse, CreateArchiveRuleRequest,
  DeleteAnalyzerRequest, DeleteArchiveRuleRequest, ListAnalyzersRequest, ListAnalyzersResponse, ListArchiveRulesRequest, ListArchiveRulesResponse,
  Type, UpdateArchiveRuleRequest,
} from '@aws-sdk/client-accessanalyzer';
import { Call, only, Service } from '../shared/retry';

interface Actions {
  'access-analyzer:ListAnalyzers'(input: ListAnalyzersRequest): ListAnalyzersResponse;
  'access-analyzer:CreateAnalyzer'(input: CreateAnalyzerRequest): CreateAnalyzerResponse;
  'access-analyzer:DeleteAnalyzer'(input: DeleteAnalyzerRequest): object;
  'access-analyzer:ListArchiveRules'(input: ListArchiveRulesRequest): ListArchiveRulesResponse;
  'access-analyzer:CreateArchiveRule'(input: CreateArchiveRuleRequest): object;
  'access-analyzer:UpdateArchiveRule'(input: UpdateArchiveRuleRequest): object;
  'access-analyzer:DeleteArchiveRule'(input: DeleteArchiveRuleRequest): object;
  'access-analyzer:ApplyArchiveRule'(input: ApplyArchiveRuleRequest): object;
}

const service: Service<Actions> = new AccessAnalyzer({ maxAttempts: 1 }) as object;

/** What the custom resource asks for. */
export interface Wanted {
  readonly type: Type;
  readonly name: string;
  /** In days; only of an unused access analyzer. */
  readonly unusedAccessAge?: number;
  readonly archive: CreateArchiveRuleRequest['filter'][];
}

/** An analyzer with this tag was made by the stack that it names. A stack has one custom resource for each type. */
const STACK = 'account-baseline:stack';

/** Makes an analyzer if the region has none of the type, and sees to the archive rules. @returns its ARN, and whether it is ours */
export async function put(call: Call, wanted: Wanted, stack: string, clientToken: string): Promise<{ arn: string; made: boolean }> {
  const { type, name: analyzerName, unusedAccessAge } = wanted;
  const all = await list(call, type);
  const ours = all.find(({ tags }) => tags?.[STACK] === stack);
  // The age of an analyzer cannot be changed.
  const isOutdated = ours && unusedAccessAge !== ours.configuration?.unusedAccess?.unusedAccessAge;
  if (isOutdated) await call(service, 'access-analyzer:DeleteAnalyzer', { analyzerName: ours.name });
  const found = isOutdated ? undefined : ours ?? all[0];
  if (found && !/ACTIVE|CREATING/.test(found.status!)) throw Error(`the analyzer ${found.name} is ${found.status}: mend or delete it`);
  const arn = found?.arn ?? (await call(service, 'access-analyzer:CreateAnalyzer', {
    analyzerName,
    type,
    tags: { [STACK]: stack },
    clientToken,
    configuration: unusedAccessAge === undefined ? undefined : { unusedAccess: { unusedAccessAge } },
  })).arn!;
  await archive(call, found?.name ?? analyzerName, arn, wanted.archive, stack);
  return { arn, made: !found || found === ours };
}

/** Deletes what is ours and nothing else: the analyzer, or the archive rules on somebody else's. */
export async function remove(call: Call, type: Type, stack: string): Promise<void> {
  for (const { name, arn, tags } of await list(call, type)) {
    if (tags?.[STACK] === stack) {
      await call(service, 'access-analyzer:DeleteAnalyzer', { analyzerName: name }).catch(only('ResourceNotFound'));
    } else {
      await archive(call, name!, arn!, [], stack);
    }
  }
}

async function archive(call: Call, analyzerName: string, analyzerArn: string, filters: Wanted['archive'], stack: string): Promise<void> {
  const prefix = `account-baseline-${stack.split('/').pop()}-`;
  const present = new Set<string>();
  let page: ListArchiveRulesResponse = { archiveRules: [] };
  do {
    page = await call(service, 'access-analyzer:ListArchiveRules', { analyzerName, nextToken: page.nextToken });
    for (const { ruleName } of page.archiveRules!) present.add(ruleName!);
  } while (page.nextToken);
  for (const [index, filter] of filters.entries()) {
    const ruleName = prefix + index;
    await call(service, `access-analyzer:${present.delete(ruleName) ? 'Update' : 'Create'}ArchiveRule`, { analyzerName, ruleName, filter });
    // A rule by itself leaves findings alone that are there already.
    await call(service, 'access-analyzer:ApplyArchiveRule', { analyzerArn, ruleName });
  }
  for (const ruleName of present) {
    if (ruleName.startsWith(prefix)) await call(service, 'access-analyzer:DeleteArchiveRule', { analyzerName, ruleName });
  }
}

async function list(call: Call, type: Type): Promise<AnalyzerSummary[]> {
  const all: AnalyzerSummary[] = [];
  let page: ListAnalyzersResponse = { analyzers: [] };
  do {
    page = await call(service, 'access-analyzer:ListAnalyzers', { type, nextToken: page.nextToken });
    all.push(...page.analyzers!);
  } while (page.nextToken);
  return all;
}
