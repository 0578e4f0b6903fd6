import { nextTurn } from './nextTurn';
import type { IssuedStep, Run } from './run';

/** What of a run the loop needs. */
type LoopRun = Pick<Run, 'step' | 'totalSteps' | 'advanceBy'>;

/** What happens around the steps of a training. */
export interface LoopHooks {
  /** Called before the first step, which waits for it. */
  onBegin(): Promise<void>;
  /** How many steps may go to the device in one piece, now; at least 1. */
  stepsTogether(): number;
  /** Waits for the steps of a piece and takes what they bring; a rejection ends the training. */
  settle(issued: readonly IssuedStep[]): Promise<void>;
  /** What is to be looked at after so many steps, if anything; called when none is under way, and the next waits for it. */
  lookAfter(step: number): (() => Promise<void>) | undefined;
  onError(error: unknown): Promise<void>;
  /** Called once no step is under way; training may begin again when it resolves. */
  onRest(): Promise<void>;
}

/** Pieces that may be under way on the device at once: one computes while the next is prepared. */
const MAX_IN_FLIGHT = 2;

/** Does the steps of a run, from one order to go until the next to stop. */
export class TrainingLoop {
  /** False once no step is under way. */
  isGoing = false;
  private readonly run: LoopRun;
  private readonly hooks: LoopHooks;
  /** Steps after which to stop; 0 stops at once. */
  private until = 0;
  /** Counts orders, so that of several that wait for the loop to come to rest only the last is followed. */
  private orders = 0;
  private work: Promise<void> | undefined;

  constructor(run: LoopRun, hooks: LoopHooks) {
    this.run = run;
    this.hooks = hooks;
  }

  /** Trains until `step` steps are done, or to the end of the run; resolves when the training has come to rest. */
  async go(step: number): Promise<void> {
    const order = ++this.orders;
    if (this.work !== undefined && this.until === 0) await this.work;
    if (order !== this.orders) return;
    this.until = step;
    if (this.isDue) this.work ??= this.train();
    await this.work;
  }

  /** Steps that it goes on to; `undefined` at rest. */
  get goal(): number | undefined {
    return this.isGoing && this.until > 0 ? this.until : undefined;
  }

  /** Ends the training after the steps under way; resolves when it has come to rest. */
  async stop(): Promise<void> {
    this.orders++;
    this.until = 0;
    await this.work;
  }

  private get isDue(): boolean {
    return this.run.step < Math.min(this.until, this.run.totalSteps);
  }

  private async train(): Promise<void> {
    this.isGoing = true;
    try {
      await this.hooks.onBegin();
      await this.doSteps();
    } catch (error) {
      await this.hooks.onError(error);
    }
    this.until = 0;
    this.isGoing = false;
    await this.hooks.onRest();
    this.work = undefined;
  }

  private async doSteps(): Promise<void> {
    const { run, hooks } = this;
    const inFlight: Promise<void>[] = [];
    try {
      while (this.isDue) {
        const left = Math.min(this.until, run.totalSteps) - run.step;
        const settled = hooks.settle(run.advanceBy(Math.min(hooks.stepsTogether(), left)));
        // It may fail while something else is awaited: no step may follow. It is awaited itself later.
        settled.catch(() => (this.until = 0));
        inFlight.push(settled);
        while (inFlight.length >= MAX_IN_FLIGHT) await inFlight.shift();
        const look = hooks.lookAfter(run.step);
        if (look !== undefined) {
          await Promise.all(inFlight.splice(0));
          await look();
        }
        await nextTurn();
      }
      await Promise.all(inFlight);
    } catch (error) {
      await Promise.allSettled(inFlight);
      throw error;
    }
  }
}
