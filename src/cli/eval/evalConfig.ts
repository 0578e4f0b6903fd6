import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { RunConfig } from '../../config/runConfig';
import { RESULTS } from '../files/outFolder';
import { configFrom } from '../inputs/settings';
import type { EvalOptions } from './options';

/**
 * The configuration of the model that is evaluated: of `--config`, else of the `config.json` that a training wrote beside
 * the weights, else of the preset; then the `--set`s.
 * @throws Failure `config_invalid` or `config_version`, naming what is wrong.
 */
export function evalConfig({ weights, config, preset, set }: EvalOptions): Promise<RunConfig> {
  const beside = weights === undefined ? undefined : join(dirname(weights), RESULTS.config);
  const file = config ?? (beside !== undefined && existsSync(beside) ? beside : undefined);
  return configFrom({ preset, set, ...(file === undefined ? {} : { config: file }) });
}
