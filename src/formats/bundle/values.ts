import { z } from '../../zod';
import { plain } from '../../quoted';

/** @file Values in a bundle, which is hostile until it is read. */

const MOST_WORDS = 300;
const LONGEST = 4000;
const MOST_NAMES = 10_000;
const MOST_COUNT = Number.MAX_SAFE_INTEGER;
/** Far beyond every size, rate or distance, so that what is computed of it stays finite. */
const LARGEST = 1e30;

/** Text as it may be shown: control characters and marks that turn text around are written out, a long one is cut. */
export const words = z
  .string()
  .max(LONGEST)
  .transform((text) => plain(text, MOST_WORDS));

export const names = z.array(words).max(MOST_NAMES);
export const count = z.int().min(0).max(MOST_COUNT);
export const share = z.number().min(0).max(1);
export const amount = z.number().min(-LARGEST).max(LARGEST);

/** What was measured: `null` stands for what is not a number, as JSON writes it. */
export const measured = z.union([amount, z.nan(), z.null().transform(() => Number.NaN)]);
