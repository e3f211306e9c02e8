import { Fault } from './fake-aws';
import * as table from './fault-matrix/faults.json';

const { about, ...classes } = table;

export type FaultClass = keyof typeof classes;

/** A class of faults as the service of a call has it. */
export function faultOf(name: FaultClass, action: string): Fault {
  const services: Record<string, unknown> = classes[name];
  return (services[action.split(':')[0]] ?? services['*']) as Fault;
}

/** What a call is for. The record is a parameter, and CloudFormation is asked for the status of a stack; all else is the setting. */
export function isWrite(action: string): boolean {
  return !/^(ssm|cloudformation):|:(Get|List|Describe)/.test(action);
}
