export * from './caller-credentials-synthesizer';
