import { DEFAULT_PRESET, findPreset } from '../../src/config/presets';
import { generateScenes } from '../../src/data/synthetic/generateScenes';
import { openDevice } from '../../src/gpu/device';
import { Looker } from '../../src/looks/looker';
import type { LookAnswer, LookKind, LookQuestion } from '../../src/reports/looks';
import { SetInspection } from '../../src/training/setInspection';
import { Trainer } from '../../src/training/trainer';
import { createPacedLook } from '../../src/ui/store/pacedLook';
import { PAGE_FILES } from '../../src/wasm/pageFiles';
import { openProcessor } from '../../src/wasm/processor';
import type { EvaluationBackend } from '../evaluationBackends';
import { lookRequest } from '../lookRequests';

export interface ViewsOptions {
  readonly backend: EvaluationBackend;
  /** `null` trains without any view. */
  readonly kind: LookKind | null;
  /** Steps that are timed at least. */
  readonly steps: number;
}

/** What some steps of a training cost while a view is on show; from the end of one look to the end of another. */
export interface ViewsCost {
  readonly steps: number;
  readonly seconds: number;
  readonly looks: number;
  /** For which the steps waited. */
  readonly lookSeconds: number;
}

const SCENES = 512;
/** Done before the clock runs: programs are compiled, the first reports read. */
const WARM_UP = 3;
/** The share of time that looks take shows over whole rests alone. */
const LEAST_LOOKS = 2;

/** Trains the default preset with one view on show, which asks as the page does. */
export async function views({ backend, kind, steps }: ViewsOptions): Promise<ViewsCost> {
  const computer = backend === 'webgpu' ? await openDevice(navigator.gpu) : await openProcessor(PAGE_FILES);
  const { config } = findPreset(DEFAULT_PRESET)!;
  const scenes = await generateScenes(config.data.size, SCENES, config.data.seed);
  let hear: (step: number) => void = () => undefined;
  const trainer = new Trainer(computer, (event) => {
    if (event.type === 'step') hear(event.report.step);
    if (event.type === 'failure') throw new Error(event.failure.message);
  });
  await trainer.setData(scenes);
  await trainer.configure(config);
  await trainer.step(WARM_UP);
  const cost = await new Promise<ViewsCost>((resolve, reject) => {
    const watch = new Stopwatch(steps, kind === null ? 0 : LEAST_LOOKS, resolve);
    if (kind === null) {
      hear = (step) => watch.reached(step);
      watch.begin();
    } else hear = lookingAs(kind, watch, scenes, trainer, reject);
    trainer.train();
  });
  await trainer.pause();
  computer.close();
  return cost;
}

/** A view of the page without the page. Gives what hears of the steps. */
function lookingAs(
  kind: LookKind,
  watch: Stopwatch,
  scenes: Awaited<ReturnType<typeof generateScenes>>,
  trainer: Trainer,
  fail: (error: unknown) => void,
): (step: number) => void {
  const inspection = new SetInspection(scenes, trainer.evaluationImages!, () => undefined);
  const looker = new Looker((images) => inspection.readImages(images));
  const take = async <Own extends LookKind>(question: LookQuestion<Own>): Promise<LookAnswer<Own>> => {
    const answer = await trainer.between((training, signal) => looker.look(training, question, signal));
    watch.looked(answer.seconds);
    return answer;
  };
  const paced = createPacedLook<LookKind>({ take }, ({ failure }) => {
    if (failure !== null) fail(new Error(failure.message));
  });
  paced.want({ kind, subject: { of: 'run' }, request: lookRequest(kind) });
  return (step) => {
    watch.reached(step);
    paced.reached({ step, isRunning: true });
  };
}

/** Times steps and looks until enough of both are done. */
class Stopwatch {
  private readonly leastSteps: number;
  private readonly leastLooks: number;
  private readonly done: (cost: ViewsCost) => void;
  private begun: { readonly at: number; readonly step: number } | undefined;
  private step = WARM_UP;
  private looks = 0;
  private lookSeconds = 0;

  constructor(leastSteps: number, leastLooks: number, done: (cost: ViewsCost) => void) {
    this.leastSteps = leastSteps;
    this.leastLooks = leastLooks;
    this.done = done;
  }

  begin(): void {
    this.begun = { at: performance.now(), step: this.step };
  }

  reached(step: number): void {
    this.step = step;
    if (this.leastLooks === 0) this.check();
  }

  looked(seconds: number): void {
    // Programs are compiled by the first.
    if (this.begun === undefined) {
      this.begin();
      return;
    }
    this.looks += 1;
    this.lookSeconds += seconds;
    this.check();
  }

  private check(): void {
    if (this.begun === undefined) return;
    const steps = this.step - this.begun.step;
    if (steps < this.leastSteps || this.looks < this.leastLooks) return;
    const seconds = (performance.now() - this.begun.at) / 1000;
    this.done({ steps, seconds, looks: this.looks, lookSeconds: this.lookSeconds });
  }
}
