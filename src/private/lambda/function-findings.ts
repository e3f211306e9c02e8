import { IConstruct } from 'constructs';
import { acknowledge } from '../acknowledge';

/** Why a function of ours is as it is. */
export interface FunctionReasons {
  /** No concurrency is reserved. */
  readonly concurrency: string;
  /** It is in no VPC. */
  readonly noVpc: string;
  /** Events that it could not handle go nowhere. */
  readonly noDeadLetters: string;
  readonly noTracing: string;
  /** Its log has no key of its own. */
  readonly unencryptedLog: string;
}

/** Records why the findings of rule packs such as cdk-nag about a function and its log are accepted. */
export function acknowledgeFunctionFindings(handler: IConstruct, logGroup: IConstruct, reasons: FunctionReasons): void {
  acknowledge(handler, {
    'NIST.800.53.R5-LambdaConcurrency': reasons.concurrency,
    'HIPAA.Security-LambdaConcurrency': reasons.concurrency,
    'NIST.800.53.R5-LambdaInsideVPC': reasons.noVpc,
    'HIPAA.Security-LambdaInsideVPC': reasons.noVpc,
    'PCI.DSS.321-LambdaInsideVPC': reasons.noVpc,
    'NIST.800.53.R5-LambdaDLQ': reasons.noDeadLetters,
    'HIPAA.Security-LambdaDLQ': reasons.noDeadLetters,
    'Serverless-LambdaDLQ': reasons.noDeadLetters,
    'Serverless-LambdaAsyncFailureDestination': reasons.noDeadLetters,
    'Serverless-LambdaTracing': reasons.noTracing,
  });
  acknowledge(logGroup, {
    'NIST.800.53.R5-CloudWatchLogGroupEncrypted': reasons.unencryptedLog,
    'HIPAA.Security-CloudWatchLogGroupEncrypted': reasons.unencryptedLog,
    'PCI.DSS.321-CloudWatchLogGroupEncrypted': reasons.unencryptedLog,
  });
}
