import { Failure } from '../failure';

type Task = (signal: AbortSignal) => Promise<void>;

/** What is done with a run while no step is under way: its tasks take turns with each other, and with the steps. */
export class BetweenSteps {
  private readonly waiting: Task[] = [];
  private readonly ending = new AbortController();
  private areStepsUnderWay = false;
  private work: Promise<void> | undefined;

  /** True while a task waits for the steps. */
  get isWanted(): boolean {
    return this.waiting.length > 0;
  }

  /**
   * Does a task when no step is under way; those before it come first.
   * @throws Failure `cancelled` when the run is given up before.
   */
  run<T>(task: (signal: AbortSignal) => Promise<T>): Promise<T> {
    return new Promise<T>((resolve, reject) => {
      this.waiting.push(async (signal) => {
        if (signal.aborted) reject(givenUp());
        else await task(signal).then(resolve, reject);
      });
      if (!this.areStepsUnderWay) void this.drain();
    });
  }

  /** Does the tasks that wait; resolves when that is done. */
  async drain(): Promise<void> {
    if (this.isWanted) this.work ??= this.doTasks();
    await this.work;
  }

  /** Steps are about to begin: resolves when the tasks that wait are done; later ones wait for `drain` or `stepsEnd`. */
  async stepsBegin(): Promise<void> {
    this.areStepsUnderWay = true;
    await this.work;
  }

  stepsEnd(): Promise<void> {
    this.areStepsUnderWay = false;
    return this.drain();
  }

  /** Ends all tasks for good; resolves when they are over. Steps may not be under way. */
  async close(): Promise<void> {
    this.ending.abort();
    await this.stepsEnd();
  }

  private async doTasks(): Promise<void> {
    const { waiting, ending } = this;
    do {
      // Whoever asks without end must not hold up the steps.
      for (let left = waiting.length; left > 0; left--) await waiting.shift()!(ending.signal);
    } while (!this.areStepsUnderWay && waiting.length > 0);
    this.work = undefined;
  }
}

function givenUp(): Failure {
  return new Failure({
    code: 'cancelled',
    message: 'The run that was looked at is given up.',
    doing: 'looking at the model',
  });
}
