/** What CloudFormation sends to a custom resource. */
export interface CustomResourceEvent {
  readonly RequestType: string;
  readonly RequestId: string;
  readonly ResponseURL: string;
  readonly StackId: string;
  readonly ResourceType?: string;
  readonly LogicalResourceId: string;
  readonly PhysicalResourceId?: string;
  readonly ResourceProperties?: Record<string, unknown>;
  readonly OldResourceProperties?: Record<string, unknown>;
}

/** An event without the `ResponseURL`: any holder of that URL can answer for the function. */
export type RedactedEvent = Omit<CustomResourceEvent, 'ResponseURL'>;

/** What CloudFormation takes as an answer, besides the ids of the event. */
export interface Answer {
  readonly Status: 'SUCCESS' | 'FAILED';
  readonly PhysicalResourceId: string;
  readonly Reason: string;
  readonly Data?: Record<string, string>;
}
