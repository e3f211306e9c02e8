import { App, RemovalPolicy, Stack } from 'aws-cdk-lib';
import { AlertTopic, AuditTrail, CallerCredentialsSynthesizer } from '../../../src';

/** The trail of an account or, with an ID, of its organization; with alarms on request. */
const { alarms, ...props } = JSON.parse(process.env.TRAIL ?? '{}');
const stack = new Stack(new App(), 'account-baseline-trail', { synthesizer: new CallerCredentialsSynthesizer() });
const topic = new AlertTopic(stack, 'Alerts', { emailAddresses: ['security@example.com'] });
new AuditTrail(stack, 'AuditTrail', { removalPolicy: RemovalPolicy.DESTROY, ...props, cisAlarms: alarms ? { topic } : undefined });
