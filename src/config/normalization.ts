import { mapValues } from '../mapValues';
import { z } from '../zod';
import { field } from './field';

/** A value of each channel, in the order of the bytes of a pixel. */
export interface Channels {
  readonly red: number;
  readonly green: number;
  readonly blue: number;
}

/** What pixels are normalised by, red, green and blue, as shares of 255. */
export interface Normalization {
  readonly mean: readonly [number, number, number];
  readonly std: readonly [number, number, number];
}

/** Mean and standard deviation that the reference normalises by: those of ImageNet, with its own 0.228 for red. */
export const REFERENCE_NORMALIZATION = {
  mean: { red: 0.485, green: 0.456, blue: 0.406 },
  std: { red: 0.228, green: 0.224, blue: 0.225 },
} as const;

/** Smallest standard deviation; a view must not overflow. */
export const LEAST_STD = 0.01;

const LABELS: Readonly<Record<keyof Channels, string>> = { red: 'Red', green: 'Green', blue: 'Blue' };

function channels(name: string, least: number, help: string, reference: Channels) {
  const fields = mapValues(LABELS, (label, channel) =>
    field(z.number().min(least).max(1).default(reference[channel]), {
      label: `${name}, ${label.toLowerCase()}`,
      help,
      effect: 'restart',
      step: 0.005,
      advanced: true,
    }),
  );
  return z.strictObject(fields).default(reference);
}

/** The sections of the configuration's views that say how pixels become inputs. */
export const normalizationFields = {
  mean: channels(
    'Mean',
    0,
    'Is taken from this channel of every pixel (0 to 1) before it is divided by the standard deviation.',
    REFERENCE_NORMALIZATION.mean,
  ),
  std: channels(
    'Std',
    LEAST_STD,
    'By this the channel is divided, so that inputs spread about as far as a normal distribution.',
    REFERENCE_NORMALIZATION.std,
  ),
};

/** The normalisation of a configuration's views. */
export function normalizationOf({
  mean,
  std,
}: {
  readonly mean: Channels;
  readonly std: Channels;
}): Normalization {
  return { mean: [mean.red, mean.green, mean.blue], std: [std.red, std.green, std.blue] };
}
