import { LEAST_STD, type Channels } from '../../../config/normalization';
import type { RunConfig } from '../../../config/runConfig';
import type { ChannelMoments } from '../../../reports/inspection';

/** Digits that a setting takes over. */
const DIGITS = 4;

/** The settings by which a set of these moments is normalised, as its fields take them. */
export function normalizationBy({ mean, std }: ChannelMoments): Pick<RunConfig['views'], 'mean' | 'std'> {
  return { mean: channels(mean, 0), std: channels(std, LEAST_STD) };
}

function channels(values: readonly [number, number, number], least: number): Channels {
  const [red, green, blue] = values.map((value) => Math.max(least, Number(value.toFixed(DIGITS)))) as [
    number,
    number,
    number,
  ];
  return { red, green, blue };
}

/** True when the settings are these already. */
export function isNormalizedBy(
  { mean, std }: RunConfig['views'],
  by: Pick<RunConfig['views'], 'mean' | 'std'>,
): boolean {
  return (['red', 'green', 'blue'] as const).every(
    (channel) => mean[channel] === by.mean[channel] && std[channel] === by.std[channel],
  );
}
