import { checkConfig } from '../../config/check';
import { totalSteps, warmupSteps } from '../../config/length';
import { parseConfig } from '../../config/parse';
import type { RunConfig } from '../../config/runConfig';
import { Failure } from '../../failure';

/** What a data set adds to a configuration. */
export interface DataFound {
  readonly source: RunConfig['data']['source'];
  readonly count: number;
  /** Side of the images in pixels. */
  readonly width: number;
}

/**
 * The configuration that a run really has, as it is saved: with the data that it trains on, and made longer where more
 * steps are asked for than it has. `--config` takes it back.
 *
 * @throws Failure `config_invalid` where it cannot run on the data, or could not be taken back.
 */
export function finalConfig(wanted: RunConfig, data: DataFound, steps?: number): RunConfig {
  const { source, width: size } = data;
  const config = parseConfig(
    withLength({ ...wanted, data: { ...wanted.data, source, size } }, steps, data.count),
    'The configuration',
  );
  const problem = checkConfig(config, data)[0];
  if (problem === undefined) return config;
  throw new Failure({ code: 'config_invalid', message: `${problem.path}: ${problem.message}.` });
}

/** `--steps` beyond the configured length lengthens the run; a smaller one only stops it early. */
function withLength(config: RunConfig, steps: number | undefined, imageCount: number): RunConfig {
  if (steps === undefined || steps <= totalSteps(config, imageCount)) return config;
  const warmup = warmupSteps(config, imageCount);
  return {
    ...config,
    run: { ...config.run, unit: 'steps', length: steps },
    optim: { ...config.optim, warmup },
  };
}
