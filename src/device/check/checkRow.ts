import { z } from '../../zod';

/** @file What a check found, row by row. */

/** What is compared with what. */
export const CHECK_PARTS = {
  op: 'kernels against compositions',
  halves: 'kernels on halves against compositions',
  golden: 'the engine against the reference',
  replay: 'replayed steps against eager ones',
} as const;
export type CheckPart = keyof typeof CHECK_PARTS;

const text = z.string().max(2000);

export const CheckRow = z.strictObject({
  part: z.enum(Object.keys(CHECK_PARTS) as [CheckPart, ...CheckPart[]]),
  /** Of the op, the golden file's kind, or what was run. */
  name: text,
  /** At which size, or which file. */
  size: text,
  /** The largest error as a multiple of the tolerance: up to 1 passes. `null` where it is no finite number. */
  error: z.number().nonnegative().nullable(),
  /** Which output or gradient has it: `y0`, `dx`. */
  worst: text,
  /** Whether a second run gave the same bits. */
  repeats: z.boolean(),
  /** What kept it from being compared, or is wrong besides; empty where nothing is. */
  problem: text,
});
export type CheckRow = z.infer<typeof CheckRow>;

/** Whether the device does right by a row. */
export function isRight({ error, repeats, problem }: CheckRow): boolean {
  return error !== null && error <= 1 && repeats && problem === '';
}

export function wrongRows(rows: readonly CheckRow[]): CheckRow[] {
  return rows.filter((row) => !isRight(row));
}

/** The names of what is wrong, each once: "linear, conv2d". */
export function wrongNames(rows: readonly CheckRow[]): string[] {
  return [...new Set(wrongRows(rows).map(({ name }) => name))];
}

/** An error as a person reads it: "0.21 of what is allowed", "3,400 times what is allowed". */
export function errorText({ error, problem }: CheckRow): string {
  if (error === null) return problem === '' ? 'no finite number' : 'not compared';
  if (error === 0) return 'none';
  const number = Number(error.toPrecision(2));
  if (error <= 1) return `${number} of what is allowed`;
  return `${number.toLocaleString('en')} times what is allowed`;
}
