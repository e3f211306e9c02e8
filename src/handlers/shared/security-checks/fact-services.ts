import type { AccessAnalyzerClientConfig } from '@aws-sdk/client-accessanalyzer';
import type { IAMClientConfig } from '@aws-sdk/client-iam';
import { AccessAnalyzerActions, accessAnalyzerWith } from '../clients/access-analyzer';
import { IamActions, iamWith } from '../clients/iam';
import { Service } from '../retry';

/** The clients that the facts are read with. */
export interface FactServices {
  readonly iam: Service<IamActions>;
  readonly accessAnalyzer: Service<AccessAnalyzerActions>;
}

export function factServices(configuration: IAMClientConfig & AccessAnalyzerClientConfig): FactServices {
  return { iam: iamWith(configuration), accessAnalyzer: accessAnalyzerWith(configuration) };
}
