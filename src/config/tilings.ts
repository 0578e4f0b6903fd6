import { z } from '../zod';

/** @file How kernels are cut up for a device, as plain data: what a run records, and what a browser keeps. */

const MOST_KEYS = 1000;

/** One way to cut a kernel's work up. */
export const tilingValues = z.record(z.string().min(1).max(24), z.union([z.number(), z.string().max(24)]));
export type TilingValues = Readonly<z.output<typeof tilingValues>>;

/** Tilings by what they cut up, a kernel with its shape such as `linear 512×96×384`. */
export const tilings = z
  .record(z.string().min(1).max(120), tilingValues)
  .refine((table) => Object.keys(table).length <= MOST_KEYS, `at most ${MOST_KEYS} tilings`);

export type Tilings = Readonly<Record<string, TilingValues>>;

/** Whether two ways are the same, in whatever order their values come. */
export function isSameTiling(one: TilingValues, other: TilingValues): boolean {
  const names = Object.keys(one);
  return names.length === Object.keys(other).length && names.every((name) => one[name] === other[name]);
}

/** Whether two tables cut up the same kernels in the same way; of a missing one nothing is known. */
export function areSameTilings(one: Tilings | undefined, other: Tilings | undefined): boolean {
  if (one === undefined || other === undefined) return true;
  const keys = Object.keys(one);
  return (
    keys.length === Object.keys(other).length &&
    keys.every((key) => {
      const tiling = Object.hasOwn(other, key) ? other[key] : undefined;
      return tiling !== undefined && isSameTiling(one[key]!, tiling);
    })
  );
}
