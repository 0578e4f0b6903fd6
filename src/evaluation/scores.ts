/** Counts of predictions by true class (rows) and predicted class (columns), `[classes, classes]`. */
export interface ConfusionMatrix {
  readonly classes: number;
  readonly counts: Float64Array;
}

export function emptyConfusion(classes: number): ConfusionMatrix {
  return { classes, counts: new Float64Array(classes * classes) };
}

/** Counts one prediction. */
export function count({ classes, counts }: ConfusionMatrix, truth: number, prediction: number): void {
  counts[truth * classes + prediction]!++;
}

/** Share of right predictions; 0 when nothing was counted. Of pixels: the pixel accuracy. */
export function accuracy({ classes, counts }: ConfusionMatrix): number {
  let right = 0;
  let all = 0;
  for (let truth = 0; truth < classes; truth++) {
    for (let prediction = 0; prediction < classes; prediction++) {
      const cell = counts[truth * classes + prediction]!;
      all += cell;
      if (truth === prediction) right += cell;
    }
  }
  return all === 0 ? 0 : right / all;
}

/** Intersection over union of each class; `null` for one that is neither there nor predicted. */
export function intersectionsOverUnion({ classes, counts }: ConfusionMatrix): (number | null)[] {
  return Array.from({ length: classes }, (_, own) => {
    const intersection = counts[own * classes + own]!;
    let union = -intersection;
    for (let other = 0; other < classes; other++) {
      union += counts[own * classes + other]! + counts[other * classes + own]!;
    }
    return union === 0 ? null : intersection / union;
  });
}

/** Mean IoU over the classes that are there or predicted (the usual protocol of semantic segmentation); 0 without any. */
export function meanIou(matrix: ConfusionMatrix): number {
  const known = intersectionsOverUnion(matrix).filter((value) => value !== null);
  return known.length === 0 ? 0 : known.reduce((sum, value) => sum + value, 0) / known.length;
}

/** How well images were classified. */
export interface ClassificationScore {
  readonly top1: number;
  readonly top5: number;
  readonly confusion: ConfusionMatrix;
}

const TOP = 5;

/** What rows of logits, `[labels.length, classes]`, score. */
export function scoreLogits(
  logits: Float32Array,
  labels: ArrayLike<number>,
  classes: number,
): ClassificationScore {
  const confusion = emptyConfusion(classes);
  let among = 0;
  for (let row = 0; row < labels.length; row++) {
    const best = topClasses(logits.subarray(row * classes, (row + 1) * classes), TOP);
    count(confusion, labels[row]!, best[0]!);
    if (best.includes(labels[row]!)) among++;
  }
  return { top1: accuracy(confusion), top5: labels.length === 0 ? 0 : among / labels.length, confusion };
}

/** Class numbers of the `k` largest scores of a row, the lower class first among equals. */
function topClasses(scores: ArrayLike<number>, k: number): number[] {
  return Array.from({ length: scores.length }, (_, own) => own)
    .sort((a, b) => scores[b]! - scores[a]! || a - b)
    .slice(0, k);
}

/** Share of the most frequent label. */
export function majority(labels: ArrayLike<number>): number {
  const counts = new Map<number, number>();
  for (const label of Array.from(labels)) counts.set(label, (counts.get(label) ?? 0) + 1);
  return labels.length === 0 ? 0 : Math.max(...counts.values()) / labels.length;
}
