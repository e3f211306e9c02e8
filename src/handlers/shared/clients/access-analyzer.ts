import { AccessAnalyzer, AccessAnalyzerClientConfig } from '@aws-sdk/client-accessanalyzer';
import type * as sdk from '@aws-sdk/client-accessanalyzer';
import { ONE_ATTEMPT } from './client';
import { Service } from '../retry';

/** The calls that functions and the command make. */
export interface AccessAnalyzerActions {
  'access-analyzer:ApplyArchiveRule'(input: sdk.ApplyArchiveRuleRequest): object;
  'access-analyzer:CreateAnalyzer'(input: sdk.CreateAnalyzerRequest): sdk.CreateAnalyzerResponse;
  'access-analyzer:CreateArchiveRule'(input: sdk.CreateArchiveRuleRequest): object;
  'access-analyzer:DeleteAnalyzer'(input: sdk.DeleteAnalyzerRequest): object;
  'access-analyzer:DeleteArchiveRule'(input: sdk.DeleteArchiveRuleRequest): object;
  'access-analyzer:ListAnalyzers'(input: sdk.ListAnalyzersRequest): sdk.ListAnalyzersResponse;
  'access-analyzer:ListArchiveRules'(input: sdk.ListArchiveRulesRequest): sdk.ListArchiveRulesResponse;
  'access-analyzer:UpdateArchiveRule'(input: sdk.UpdateArchiveRuleRequest): object;
}

export function accessAnalyzerWith(configuration: AccessAnalyzerClientConfig): Service<AccessAnalyzerActions> {
  return new AccessAnalyzer(configuration) as object;
}

export const accessAnalyzer = /* @__PURE__ */ accessAnalyzerWith(ONE_ATTEMPT);
