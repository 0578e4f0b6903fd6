import { currentBackend } from '../../src/gpu/backendView';
import type { StepCommand, TimedDispatch } from '../../src/compute/computer';
import type { RunConfig } from '../../src/config/runConfig';
import { timeDispatches } from '../../src/gpu/recording/timeDispatches';
import { openPlaygroundOf } from '../engines/playground';
import { spreadOf, type Spread } from '../measure/spread';

export interface ProfileOptions {
  readonly config: RunConfig;
  readonly steps: number;
}

export interface Profile {
  /** What the replayed step consists of, in order. */
  readonly commands: readonly StepCommand[];
  /** The replayed step's dispatches in order, each with the least time of all profiled steps. */
  readonly dispatches: readonly TimedDispatch[];
  /** JavaScript time per replayed step; drawing the next step's inputs is part of it. */
  readonly jsMilliseconds: Spread;
  /** Time per replayed step without a timestamp in it. */
  readonly milliseconds: Spread;
}

/** Eager, recorded and first replayed step. */
const WARM_STEPS = 3;

/** Where the time of a replayed step of the page's own training goes. */
export async function profile({ config, steps }: ProfileOptions): Promise<Profile> {
  const engine = await openPlaygroundOf(config);
  const { device } = currentBackend();
  for (let step = 0; step < WARM_STEPS; step++) await engine.step();

  const js: number[] = [];
  const whole: number[] = [];
  for (let step = 0; step < steps; step++) {
    const start = performance.now();
    const pending = engine.step();
    js.push(performance.now() - start);
    await pending;
    whole.push(performance.now() - start);
  }

  let least: TimedDispatch[] | undefined;
  for (let step = 0; step < steps; step++) {
    let pending: Promise<number> | undefined;
    const timed = await timeDispatches(device, () => {
      pending = engine.step();
    });
    await pending;
    least = least === undefined ? timed : leastOf(least, timed);
  }
  return {
    commands: engine.run.describeStep(),
    dispatches: least ?? [],
    jsMilliseconds: spreadOf(js),
    milliseconds: spreadOf(whole),
  };
}

function leastOf(first: readonly TimedDispatch[], second: readonly TimedDispatch[]): TimedDispatch[] {
  return first.map((dispatch, index) => ({
    ...dispatch,
    milliseconds: Math.min(dispatch.milliseconds, second[index]?.milliseconds ?? Infinity),
  }));
}
