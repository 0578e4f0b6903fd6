import { z } from '../zod';
import { runConfig } from '../config/runConfig';
import type { RunResults } from '../formats/bundle/runBundle';
import { amount, count, share, words } from '../formats/bundle/values';
import { EVALUATION_MEASURES } from '../reports/evaluationMeasures';
import { MEASURE_LIST, type MeasureKey } from '../reports/measures';
import { numberOf } from '../reports/metricsEntry';
import { pictureBytes } from '../reports/pictureBytes';
import { largestTriangles } from '../reports/thinning';
import { finalMeasures } from './finalMeasures';
import { MOST_MATCHES, MOST_SIDE, thumbnailOf } from './runThumbnail';

/** @file A run as the library lists it: small, and read without its results or its state. */

export const LONGEST_NAME = 80;
export const LONGEST_NOTE = 2000;
export const LONGEST_TAG = 32;
export const MOST_TAGS = 12;
/** Points of the small curve. */
const CURVE_POINTS = 40;

const id = z.string().min(1).max(100);
const time = z.number().min(0).max(8.64e15);
const point = z.tuple([z.number(), z.number()]).readonly();
const bytes = z.custom<Uint8Array>((value) => value instanceof Uint8Array);

const numbersOf = <Name extends string>(names: readonly Name[]) =>
  z
    .partialRecord(z.enum(names as [Name, ...Name[]]), amount)
    .transform((values) => values as Readonly<Partial<Record<Name, number>>>);

const thumbnail = z
  .object({
    size: z.int().min(1).max(MOST_SIDE),
    views: z.tuple([bytes, bytes]).readonly(),
    matches: z
      .array(z.object({ from: point, to: point, verdict: z.enum(['right', 'wrong', 'unseen']) }))
      .max(MOST_MATCHES)
      .readonly(),
  })
  .refine(({ size, views }) => views.every(({ length }) => length === 3 * size * size));

/** What a person may say of a run. */
export const annotations = z.object({
  name: words.pipe(z.string().min(1).max(LONGEST_NAME)),
  note: z.string().max(LONGEST_NOTE),
  tags: z.array(words.pipe(z.string().min(1).max(LONGEST_TAG))).max(MOST_TAGS),
  /** Never thinned. */
  pinned: z.boolean(),
});

export const runRecord = annotations.extend({
  id,
  createdAt: time,
  savedAt: time,
  /** When it was deleted; it can be had back for a while. */
  deletedAt: time.nullable(),
  step: count,
  totalSteps: count,
  config: runConfig,
  initialAlpha: share,
  /** What its settings began as: a preset, or the run that they were taken from. */
  origin: z.object({ name: words, config: runConfig }),
  /** What its images are called, and what computed it. */
  data: words,
  device: words,
  measures: numbersOf<MeasureKey>(MEASURE_LIST.map(({ key }) => key)),
  evaluations: numbersOf(EVALUATION_MEASURES.map(({ name }) => name)),
  /** The total loss, thinned to look the same. */
  curve: z.array(z.object({ step: count, loss: amount })).max(CURVE_POINTS),
  thumbnail: thumbnail.nullable(),
  /** Steps of the state that it goes on from; `null` once that was thinned away. */
  checkpointStep: count.nullable(),
  /** Of its state and of its pictures; what else there is, is small. */
  bytes: count,
});

export type Annotations = Readonly<z.output<typeof annotations>>;
export type RunRecord = Readonly<z.output<typeof runRecord>>;
export type RunOrigin = RunRecord['origin'];

/** What of a record follows from what the run has done. */
export function resultsPart(results: RunResults) {
  const { step, config, initialAlpha, data, environment, snapshots } = results;
  const newest = snapshots.at(-1);
  const { measures, evaluations } = finalMeasures(results);
  return {
    ...{ step, config, initialAlpha, measures, evaluations },
    data: data.name,
    device: environment.adapter,
    curve: lossCurve(results),
    thumbnail: newest === undefined ? null : thumbnailOf(newest),
  } satisfies Partial<RunRecord>;
}

function lossCurve({ metrics }: RunResults): RunRecord['curve'] {
  const points = metrics.flatMap((line) => {
    const loss = numberOf(line, 'total');
    return loss !== undefined && Number.isFinite(loss) ? [{ step: line.step, loss }] : [];
  });
  const kept = largestTriangles(
    Float64Array.from(points, ({ step }) => step),
    Float64Array.from(points, ({ loss }) => loss),
    CURVE_POINTS,
  );
  return [...kept].map((row) => points[row]!);
}

/** Of a run's state and its pictures. */
export function bytesOf({ snapshots }: RunResults, checkpoint: Uint8Array): number {
  return snapshots.reduce((sum, snapshot) => sum + pictureBytes(snapshot), checkpoint.byteLength);
}
