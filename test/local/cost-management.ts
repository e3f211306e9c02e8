import { LocalEndpoint } from '../../local-endpoint/client/endpoint';

const TARGETS = { budgets: 'AWSBudgetServiceGateway', ce: 'AWSInsightsIndexService' };

/** A call of a service of Cost Management, for which the project has no SDK client, in the account of the endpoint. */
export async function callCostManagement(endpoint: LocalEndpoint, service: keyof typeof TARGETS, operation: string, body: object = {}): Promise<any> {
  const response = await fetch(endpoint.url, {
    method: 'POST',
    headers: {
      'content-type': 'application/x-amz-json-1.1',
      'x-amz-target': `${TARGETS[service]}.${operation}`,
      'authorization': `AWS4-HMAC-SHA256 Credential=test/20261129/us-east-1/${service}/aws4_request, SignedHeaders=host, Signature=0`,
    },
    body: JSON.stringify({ AccountId: endpoint.accountId, ...body }),
  });
  if (!response.ok) throw new Error(`${service}:${operation}: ${response.status} ${await response.text()}`);
  return response.json();
}
