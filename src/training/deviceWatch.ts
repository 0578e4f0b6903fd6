import { Failure } from '../failure';
import { PendingCalls } from '../pendingCalls';

/** How long an error waits for the news that the device is lost, which may have caused it, in ms. */
const LOSS_DELAY = 1000;

/** Names the loss of the device as the cause of what it makes fail, whichever of them is heard of first. */
export class DeviceWatch {
  private readonly calls = new PendingCalls();
  private readonly lost: Promise<Failure> | undefined;

  constructor(lost: Promise<Failure> | undefined, onLoss: (failure: Failure) => void) {
    this.lost = lost;
    void lost?.then((failure) => {
      this.calls.fail(failure);
      onLoss(failure);
    });
  }

  /** Why the device is gone. */
  get loss(): Failure | undefined {
    return this.calls.failure;
  }

  /** @throws Failure `device_lost` when the device is gone. */
  require(): void {
    if (this.loss !== undefined) throw this.loss;
  }

  /** Does what needs the device; ends with its loss when it goes away meanwhile, or is found gone after an error. */
  run<T>(work: () => Promise<T>): Promise<T> {
    return this.calls.run(async () => {
      try {
        return await work();
      } catch (error) {
        throw await this.causeOf(error);
      }
    });
  }

  /** What an error is due to: itself, or the loss of the device. */
  async causeOf(error: unknown): Promise<Error> {
    const own = error instanceof Error ? error : new Error(String(error));
    if (error instanceof Failure || this.lost === undefined) return this.loss ?? own;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const waited = new Promise<Error>((resolve) => (timer = setTimeout(resolve, LOSS_DELAY, own)));
    const cause = await Promise.race([this.lost, waited]);
    clearTimeout(timer);
    return cause;
  }
}
