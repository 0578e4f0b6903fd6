/** @file What a confusion matrix says, in numbers and in words; rows are true classes, columns predicted ones. */

export type Confusion = readonly (readonly number[])[];

export interface ConfusionCell {
  readonly truth: number;
  readonly predicted: number;
}

/** Share of a true class that was taken for another one, 0 to 1. */
export function shareAt(confusion: Confusion, { truth, predicted }: ConfusionCell): number {
  const all = totalOf(confusion, truth);
  return all === 0 ? 0 : confusion[truth]![predicted]! / all;
}

/** Images of a class. */
export function totalOf(confusion: Confusion, truth: number): number {
  return confusion[truth]!.reduce((sum, count) => sum + count, 0);
}

/** The two classes that are taken for each other most often, one way; `undefined` when nothing is. */
export function mostConfused(confusion: Confusion): ConfusionCell | undefined {
  let most: ConfusionCell | undefined;
  let highest = 0;
  confusion.forEach((row, truth) =>
    row.forEach((count, predicted) => {
      if (truth === predicted || count <= highest) return;
      highest = count;
      most = { truth, predicted };
    }),
  );
  return most;
}

/** The cell that a key leads to, staying inside; `undefined` for keys that do not move. */
export function nextCell(
  { truth, predicted }: ConfusionCell,
  key: string,
  classes: number,
): ConfusionCell | undefined {
  const inside = (value: number) => Math.min(classes - 1, Math.max(0, value));
  switch (key) {
    case 'ArrowUp':
      return { truth: inside(truth - 1), predicted };
    case 'ArrowDown':
      return { truth: inside(truth + 1), predicted };
    case 'ArrowLeft':
      return { truth, predicted: inside(predicted - 1) };
    case 'ArrowRight':
      return { truth, predicted: inside(predicted + 1) };
    case 'Home':
      return { truth, predicted: 0 };
    case 'End':
      return { truth, predicted: classes - 1 };
    default:
      return undefined;
  }
}
