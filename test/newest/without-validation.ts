/** aws-cdk-lib validates each template that it synthesizes, which takes longer than most tests: `validation.ts` alone needs it. */
process.env.CDK_VALIDATION = 'false';
