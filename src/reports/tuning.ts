import { tilingValues, type TilingValues } from '../config/tilings';
import { z } from '../zod';

/** @file What was found out by timing kernels with several tilings. */

const milliseconds = z.number().min(0);

export const tunedKernel = z.object({
  /** Names kernel and shape, as in `Tilings`. */
  key: z.string().min(1).max(120),
  /** For people, e.g. "matrix product". */
  title: z.string().min(1).max(60),
  /** What is taken where nobody has measured, and one call with it. */
  rule: tilingValues,
  ruleMilliseconds: milliseconds,
  /** The fastest right one, which may be the rule's. */
  chosen: tilingValues,
  chosenMilliseconds: milliseconds,
});
export type TunedKernel = Readonly<z.output<typeof tunedKernel>>;

export interface TuneReport {
  readonly kernels: readonly TunedKernel[];
  /** Shapes that there was no time for. */
  readonly left: number;
}

/** What the kernels of a report take. */
export function tilingsOf(kernels: readonly TunedKernel[]): Readonly<Record<string, TilingValues>> {
  return Object.fromEntries(kernels.map(({ key, chosen }) => [key, chosen]));
}
