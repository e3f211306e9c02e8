import { setTimeout as sleep } from 'node:timers/promises';
import { totp } from '../local-endpoint/client/totp';

const STEP_MS = 30_000;

/** The authenticator app of a user, which never shows the same code twice, since AWS accepts each code once. */
export class Authenticator {
  private used = 0;

  /** @param waits false where codes may be used again, as at the local endpoint */
  constructor(public readonly serialNumber: string, private readonly seed: Uint8Array, private readonly waits: boolean) {}

  /** The code of the moment, or of the next one if that was used. */
  public async code(): Promise<string> {
    const step = Math.max(this.step(), this.waits ? this.used + 1 : 0);
    if (step > this.step()) await sleep(step * STEP_MS - Date.now() + 500);
    this.used = step;
    return totp(this.seed, step * STEP_MS);
  }

  /** Two consecutive codes, as enrollment requires. */
  public async twoCodes(): Promise<[string, string]> {
    const second = await this.code();
    return [totp(this.seed, (this.used - 1) * STEP_MS), second];
  }

  private step(): number {
    return Math.floor(Date.now() / STEP_MS);
  }
}
