/**
 * A clock that does not wait: a sleep ends at once, and the time has passed. A timer that is set for much later, such as the last
 * moment to answer, fires after the other sleeps have lasted long enough.
 */
export class VirtualTime {
  public now = 1_800_000_000_000;
  /** How long the sleeps were, in milliseconds. */
  public sleeps: number[] = [];
  private seed = 1;
  private later = new Map<object, { at: number; run: () => void }>();
  private readonly real = { random: Math.random, now: Date.now, setTimeout: globalThis.setTimeout, clearTimeout: globalThis.clearTimeout };

  constructor() {
    // Retries wait for a random time: the same in every run.
    Math.random = () => (this.seed = this.seed * 48271 % 2147483647) / 2147483647;
    Date.now = () => this.now;
    globalThis.setTimeout = ((run: () => void, milliseconds = 0) => this.schedule(run, milliseconds)) as any;
    globalThis.clearTimeout = ((timer: object) => this.later.delete(timer)) as any;
  }

  public pass(milliseconds: number): void {
    this.now += Math.ceil(Math.max(0, milliseconds));
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

  /** As it was in the beginning, so that what happens next does not depend on what happened before. */
  public reset(): void {
    this.forget();
    this.now = 1_800_000_000_000;
    this.sleeps = [];
    this.seed = 1;
  }

  public restore(): void {
    const { random, now, ...timers } = this.real;
    Math.random = random;
    Date.now = now;
    Object.assign(globalThis, timers);
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
