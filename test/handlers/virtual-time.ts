/**
 * A clock that waits for nobody: whoever sleeps wakes at once, and finds that the time has passed. What is set for much later, such
 * as the last moment to answer, happens when the others have slept long enough.
 */
export class VirtualTime {
  public now = 1_800_000_000_000;
  /** How long the sleeps were, in milliseconds. */
  public readonly sleeps: number[] = [];
  private later = new Map<object, { at: number; run: () => void }>();
  private readonly spies: jest.SpyInstance[];

  constructor() {
    let seed = 1;
    this.spies = [
      // Retries wait for a random time: the same in every run.
      jest.spyOn(Math, 'random').mockImplementation(() => (seed = seed * 48271 % 2147483647) / 2147483647),
      jest.spyOn(Date, 'now').mockImplementation(() => this.now),
      jest.spyOn(globalThis, 'setTimeout').mockImplementation(((run: () => void, milliseconds = 0) => this.schedule(run, milliseconds)) as any),
      jest.spyOn(globalThis, 'clearTimeout').mockImplementation(((timer: object) => this.later.delete(timer)) as any),
    ];
  }

  public pass(milliseconds: number): void {
    this.now += Math.ceil(milliseconds);
    for (const [timer, { at, run }] of this.later) {
      if (at > this.now) continue;
      this.later.delete(timer);
      run();
    }
  }

  /** Forgets what is set for later, as a process does that is killed. */
  public forget(): void {
    this.later.clear();
  }

  public restore(): void {
    this.spies.forEach((spy) => spy.mockRestore());
  }

  private schedule(run: () => void, milliseconds: number): object {
    const timer = {};
    if (milliseconds > 8_000) {
      this.later.set(timer, { at: this.now + milliseconds, run });
    } else {
      this.sleeps.push(milliseconds);
      this.pass(milliseconds);
      setImmediate(run);
    }
    return timer;
  }
}
