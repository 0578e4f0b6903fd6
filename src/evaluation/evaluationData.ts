import { IGNORED_CLASS, type HeldOutSet, type ImageSet } from '../data/imageSet';
import type { SplitReport } from '../reports/evaluation';
import { DEFAULT_SHARES, stratifiedSplit, type Split } from './splits';

/** Images of an evaluation, and what each is for. */
export interface EvaluationData {
  readonly data: ImageSet;
  readonly split: Split;
  readonly report: SplitReport;
}

/**
 * Training, validation and test images of an evaluation as one set. Splits that the data set brings are kept: its test
 * images, or its validation images where it has no others; validation images that are missing are taken from training,
 * stratified by class. A set without splits is split by class into all three parts. Waits for images that still arrive.
 *
 * @param training what the network was trained on, without labels
 * @param seed of whatever has to be drawn
 */
export async function evaluationData(
  training: ImageSet,
  heldOut: readonly HeldOutSet[],
  seed: number,
): Promise<EvaluationData> {
  await training.arriving?.all;
  const of = (wanted: HeldOutSet['split']) => heldOut.find(({ split }) => split === wanted)?.set;
  const test = of('test') ?? of('val');
  if (test === undefined) {
    const split = stratifiedSplit(training.count, training.labels, seed);
    return { data: training, split, report: { ...sizes(split), seed, source: 'stratified' } };
  }
  const validation = of('test') === undefined ? undefined : of('val');
  const [own, report] = ownPart(training, validation !== undefined, seed);
  const sets = [training, ...(validation === undefined ? [] : [validation]), test];
  const split: Split = {
    train: own.train,
    validation: validation === undefined ? own.validation : numbers(training.count, validation.count),
    test: numbers(training.count + (validation?.count ?? 0), test.count),
  };
  return { data: joined(sets), split, report: { ...sizes(split), ...report, source: 'data set' } };
}

/** The training images, without those that have to serve as validation images. */
function ownPart(
  { count, labels }: ImageSet,
  hasValidation: boolean,
  seed: number,
): [Split, { readonly seed?: number }] {
  if (hasValidation) {
    const none = new Int32Array();
    return [{ train: numbers(0, count), validation: none, test: none }, {}];
  }
  return [stratifiedSplit(count, labels, seed, { validation: DEFAULT_SHARES.validation, test: 0 }), { seed }];
}

function sizes({ train, validation, test }: Split): Pick<SplitReport, 'train' | 'validation' | 'test'> {
  return { train: train.length, validation: validation.length, test: test.length };
}

function numbers(first: number, count: number): Int32Array {
  return Int32Array.from({ length: count }, (_, place) => first + place);
}

/** Sets of the same image size, one after the other. Labels and masks stay where all have them. */
function joined(sets: readonly ImageSet[]): ImageSet {
  const [first] = sets as [ImageSet];
  const count = sets.reduce((sum, set) => sum + set.count, 0);
  const pixels = first.height * first.width;
  const images = new Uint8Array(count * pixels * 3);
  const labels = sets.every((set) => set.labels !== undefined) ? new Uint16Array(count) : undefined;
  const masks = sets.some((set) => set.masks !== undefined)
    ? new Uint8Array(count * pixels).fill(IGNORED_CLASS)
    : undefined;
  let at = 0;
  for (const set of sets) {
    images.set(set.images, at * pixels * 3);
    if (labels !== undefined) labels.set(set.labels!, at);
    if (set.masks !== undefined) masks!.set(set.masks, at * pixels);
    at += set.count;
  }
  const maskClassNames = sets.find((set) => set.maskClassNames !== undefined)?.maskClassNames;
  return {
    name: first.name,
    count,
    height: first.height,
    width: first.width,
    images,
    ...(labels === undefined ? {} : { labels, classNames: first.classNames! }),
    ...(masks === undefined ? {} : { masks, maskClassNames: maskClassNames! }),
  };
}
