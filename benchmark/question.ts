import { Project } from './project';
import { Result } from './result';

/** The least that has a median, so that all questions together are answered in some ten minutes. */
export const FEW = 3;

/** What a question needs to be answered. */
export class Context {
  private built?: Project;
  private builtNewest?: Project;

  /** @param runs how often each measure is taken */
  constructor(public readonly runs: number) {}

  /** How often a measure is taken that takes a minute for itself. */
  public get few(): number {
    return Math.min(this.runs, FEW);
  }

  /** The library as users have it, made when it is first asked for. */
  public get project(): Project {
    return this.built ??= new Project();
  }

  /** The same with the newest aws-cdk-lib that the library is tested with. */
  public get newest(): Project {
    return this.builtNewest ??= new Project({ awsCdkLib: 'aws-cdk-lib-newest', built: this.project });
  }

  public remove(): void {
    this.built?.remove();
    this.builtNewest?.remove();
  }
}

/** Answers one question, named like its file, in one or more measures. */
export type Question = (context: Context) => Promise<Result[]>;
