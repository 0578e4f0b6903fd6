import { getField, type FieldDescription } from '../../../config/describe';
import type { RunConfig } from '../../../config/runConfig';
import type { ChannelMoments } from '../../../reports/inspection';

/** The settings' normalisation, in the order of the channels. */
const CHANNELS = ['red', 'green', 'blue'] as const;

/** Digits that a setting takes over. */
const DIGITS = 4;

export interface NormalizationEdit {
  readonly path: string;
  readonly value: number;
}

/**
 * What to change so that views are normalised by these moments; values keep within the ranges of the fields.
 *
 * @param fields that the settings have.
 * @returns `undefined` where normalisation is none of them.
 */
export function normalizationEdits(
  { mean, std }: ChannelMoments,
  fields: readonly FieldDescription[],
): readonly NormalizationEdit[] | undefined {
  const edits = Object.entries({ mean, std }).flatMap(([moment, values]) =>
    CHANNELS.flatMap((channel, place): NormalizationEdit[] => {
      const path = `views.${moment}.${channel}`;
      const shape = fields.find((field) => field.path === path)?.shape;
      if (shape?.kind !== 'number') return [];
      const value = Number(values[place]!.toFixed(DIGITS));
      return [{ path, value: Math.min(shape.max, Math.max(shape.min, value)) }];
    }),
  );
  return edits.length === 2 * CHANNELS.length ? edits : undefined;
}

/** True when the settings are these already. */
export function isApplied(edits: readonly NormalizationEdit[], config: RunConfig): boolean {
  return edits.every(({ path, value }) => getField(config, path) === value);
}
