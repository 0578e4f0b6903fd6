import type { Computer } from '../../compute/computer';
import type { RunConfig } from '../../config/runConfig';
import type { StepTime } from './measurement';
import { openOwnStep } from './ownStep';
import type { StepEngine } from './stepEngine';
import { openStockStep } from './stockStep';
import { workloadConfig } from './workloads';

/** A step that is timed; `config` is that of the page for `run`. */
export interface WantedStep {
  readonly name: StepTime['name'];
  readonly config?: RunConfig | undefined;
}

/** Eager, recorded and first replayed step. */
const WARM_STEPS = 3;
const MOST_STEPS = 20;
/** No further step is timed after so long. */
const ENOUGH_MS = 3000;

/** A step of ours, as the page trains. */
export function timeOwnStep(computer: Computer, wanted: WantedStep): Promise<StepTime> {
  return told(wanted, 'ours', async () => {
    const engine = await openOwnStep(computer, configOf(wanted));
    try {
      return await medianOfSteps(engine);
    } finally {
      engine.dispose();
    }
  });
}

/** The same on tfjs's current backend, of which none of our kernels may be part. */
export function timeStockStep(wanted: WantedStep): Promise<StepTime> {
  return told(wanted, 'stock', async () => medianOfSteps(await openStockStep(configOf(wanted))));
}

function configOf({ name, config }: WantedStep): RunConfig {
  if (name !== 'run') {
    const workload = workloadConfig({ name });
    // Each step waits for its measures, as a reported one does.
    workload.run.reportEvery = 1;
    return workload;
  }
  if (config === undefined) throw new Error('The settings of the page are missing.');
  return { ...config, run: { ...config.run, reportEvery: 1 } };
}

async function medianOfSteps(engine: StepEngine): Promise<Pick<StepTime, 'milliseconds' | 'steps'>> {
  for (let step = 0; step < WARM_STEPS; step++) await engine.step();
  const begin = performance.now();
  const times: number[] = [];
  const isEnough = () => times.length === MOST_STEPS || performance.now() - begin > ENOUGH_MS;
  do {
    const start = performance.now();
    await engine.step();
    times.push(performance.now() - start);
  } while (!isEnough());
  const sorted = times.toSorted((a, b) => a - b);
  return { milliseconds: sorted[Math.floor(sorted.length / 2)]!, steps: sorted.length };
}

async function told(
  { name }: WantedStep,
  engine: StepTime['engine'],
  time: () => Promise<Pick<StepTime, 'milliseconds' | 'steps'>>,
): Promise<StepTime> {
  try {
    return { name, engine, problem: '', ...(await time()) };
  } catch (error) {
    const problem = error instanceof Error ? error.message : String(error);
    return { name, engine, milliseconds: null, steps: 0, problem: problem.slice(0, 500) };
  }
}
