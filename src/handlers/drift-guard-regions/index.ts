import { checkRegions } from './check-regions';
import { GuardEvent, handler } from '../drift-guard/handler';
import { LambdaContext } from '../shared/lambda-context';

// The drift guard that also checks the regions: a function of its own, so that the template without it does not carry the code.
declare const exports: { handler(event: GuardEvent, context: LambdaContext): Promise<void> };
exports.handler = (event, context) => handler(event, context, checkRegions);
