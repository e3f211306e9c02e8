import { Project } from './project';
import { Result } from './result';

/** What a question needs to be answered. */
export class Context {
  private built?: Project;
  private builtNewest?: Project;

  /** @param runs how often each measure is taken */
  constructor(public readonly runs: number) {}

  /** The library as users have it, made when it is first asked for. */
  public get project(): Project {
    return this.built ??= new Project();
  }

  /** The same with the newest aws-cdk-lib that the library is tested with. */
  public get newest(): Project {
    return this.builtNewest ??= new Project('aws-cdk-lib-newest', this.project);
  }

  public remove(): void {
    this.built?.remove();
    this.builtNewest?.remove();
  }
}

/** Answers one question, named like its file, in one or more measures. */
export type Question = (context: Context) => Promise<Result[]>;
