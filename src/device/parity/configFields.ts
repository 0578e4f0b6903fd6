import { z } from '../../zod';

/** @file Pieces of fixture settings that several kinds share. */

/** A switch that the reference passes as 0 or 1. */
const zeroOrOne = z.union([z.literal(0), z.literal(1)]).transform((value) => value === 1);

export const size = z.int().min(1);

/** γ: −1 for all. */
export const matchCount = z.int().min(-1);

/** Rows and columns. */
export const grid = z.tuple([size, size]);

/** Crop boxes per view and sample: top, left, height, width, and the image's height and width. */
export const cropBoxes = z.array(z.array(z.tuple([z.int(), z.int(), z.int(), z.int(), z.int(), z.int()])));

/** Where the numbers came from and how exact they are; says nothing about what to compute. */
export const provenance = z.unknown().optional();

/** The criterion's settings by the reference's names. */
export const criterionFields = {
  alpha: z.number().min(0).max(1),
  num_matches: z.tuple([matchCount, matchCount]),
  l2_all_matches: zeroOrOne,
  fast_vc_reg: zeroOrOne,
  inv_coeff: z.number(),
  var_coeff: z.number(),
  cov_coeff: z.number(),
};
