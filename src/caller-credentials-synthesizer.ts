import { readFileSync } from 'fs';
import { join } from 'path';
import {
  BootstraplessSynthesizer, DockerImageAssetLocation, DockerImageAssetSource, FileAssetLocation, FileAssetSource, ISynthesisSession,
} from 'aws-cdk-lib';
import { invalid, InvalidInputError } from './private/errors';
import { countedLength, TEMPLATE_LIMIT } from './private/template';
import { warn } from './private/warnings';

/** A template with more JSON is not counted: its YAML, which lacks quotation marks and closing braces, has at least a third as many characters. */
const SURELY_LARGE = 200_000;

/**
 * Synthesizes a stack that is deployed with the credentials of the caller of the CDK CLI, into an account that was never bootstrapped.
 *
 * `BootstraplessSynthesizer` alone is not enough: it needs no bucket, but its stacks still name the deploy role and the CloudFormation
 * execution role that `cdk bootstrap` creates, and a deployment with a role that does not exist fails. A stack with this synthesizer cannot
 * have assets. A template of more than 51,200 characters, which needs a bucket, is a warning at synth
 * (`cdk-secure-account-baseline:templateSize`). It costs nothing.
 *
 * @example
 * const stack = new Stack(new App(), 'account', { synthesizer: new CallerCredentialsSynthesizer() });
 * new SecureAccountBaseline(stack, 'Baseline');
 */
export class CallerCredentialsSynthesizer extends BootstraplessSynthesizer {
  /**
   * Refuses the asset, since there is no bucket to upload it to.
   *
   * @throws always
   */
  public addFileAsset(asset: FileAssetSource): FileAssetLocation {
    throw this.refused('file', asset.fileName ?? asset.executable?.join(' '));
  }

  /**
   * Refuses the asset, since there is no repository to upload it to.
   *
   * @throws always
   */
  public addDockerImageAsset(asset: DockerImageAssetSource): DockerImageAssetLocation {
    throw this.refused('container image', asset.directoryName ?? asset.executable?.join(' '));
  }

  public synthesize(session: ISynthesisSession): void {
    this.synthesizeTemplate(session);
    this.warnOfSize(session);
    this.emitArtifact(session);
  }

  private refused(kind: string, name: string | undefined): InvalidInputError {
    return invalid('synthesizer', CallerCredentialsSynthesizer.name, `a ${kind} asset (${name}) needs what cdk bootstrap creates, and this stack is deployed `
      + 'without it. Move the asset to another stack, or give this one a DefaultStackSynthesizer', this.boundStack);
  }

  /** CloudFormation would refuse it only at the deployment. Writing YAML to count it takes longer than the whole synthesis of a large stack. */
  private warnOfSize({ outdir }: ISynthesisSession): void {
    const stack = this.boundStack;
    const text = readFileSync(join(outdir, stack.templateFile), 'utf8');
    const length = text.length > SURELY_LARGE ? undefined : countedLength(stack, JSON.parse(text));
    if (length !== undefined && length <= TEMPLATE_LIMIT) return;
    warn(stack, 'templateSize', `The template of ${stack.node.path} has ${length ?? 'far too many'} characters, and CloudFormation takes ${TEMPLATE_LIMIT} without a bucket: `
      + 'move users and resources to another stack, or run cdk bootstrap and give this stack a DefaultStackSynthesizer');
  }
}
