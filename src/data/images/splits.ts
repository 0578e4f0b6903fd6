import type { HeldOut } from '../../reports/data';
import type { Account } from '../account';
import { partingLevel } from './layers';

export type Split = HeldOut['split'];

/** `train`, `val2017`, `Testing`: folders that are a split of the data set rather than a class. */
const SPLIT_NAMES: readonly (readonly [Split, RegExp])[] = [
  ['train', /^train(ing)?[-_]?(\d{4})?$/i],
  ['val', /^(val|valid|validation)[-_]?(\d{4})?$/i],
  ['test', /^test(ing)?[-_]?(\d{4})?$/i],
];

function splitOfFolder(folder: string): Split | undefined {
  return SPLIT_NAMES.find(([, pattern]) => pattern.test(folder))?.[0];
}

export interface SplitFiles<T> {
  /** What is trained on. */
  readonly training: readonly T[];
  /** Known, kept for evaluation, and not trained on. */
  readonly heldOut: readonly { readonly split: Split; readonly files: readonly T[] }[];
}

/**
 * Separates the splits that folders name: `train/` is trained on, or the next best where there is none; what lies beside
 * them is not used. A folder "train" among class folders is a class.
 */
export function separateSplits<T>(
  files: readonly T[],
  pathOf: (file: T) => string,
  account: Account,
): SplitFiles<T> {
  const parting = partingLevel(files.map(pathOf));
  if (parting === null) return { training: files, heldOut: [] };
  const names = [...new Set(parting.folders)].filter((folder) => folder !== undefined);
  if (!areSplits(names)) return { training: files, heldOut: [] };
  const groups = new Map<Split, T[]>();
  files.forEach((file, index) => {
    const folder = parting.folders[index];
    const split = folder === undefined ? undefined : splitOfFolder(folder);
    if (split === undefined) {
      account.notUsed('images beside the splits', pathOf(file));
      return;
    }
    const group = groups.get(split);
    if (group === undefined) groups.set(split, [file]);
    else group.push(file);
  });
  const chosen = (['train', 'val', 'test'] as const).find((split) => groups.has(split))!;
  const heldOut = [...groups]
    .filter(([split]) => split !== chosen)
    .map(([split, members]) => ({ split, files: members }));
  sayWhichSplits(names, chosen, account);
  for (const { split, files: members } of heldOut) account.heldOut(split, members.length);
  return { training: groups.get(chosen)!, heldOut };
}

/** All folders are splits, or `train` and another are among them. */
function areSplits(names: readonly string[]): boolean {
  const splits = names.map(splitOfFolder);
  const known = splits.filter((split) => split !== undefined);
  if (known.length === names.length) return names.length > 0;
  return known.includes('train') && new Set(known).size >= 2;
}

function sayWhichSplits(names: readonly string[], chosen: Split, account: Account): void {
  const folders = (wanted: boolean) =>
    names
      .filter((name) => {
        const split = splitOfFolder(name);
        return split !== undefined && (split === chosen) === wanted;
      })
      .sort()
      .map((name) => `${name}/`)
      .join(' and ');
  const kept = folders(false);
  const only = chosen === 'train' ? '' : 'There is no train/. ';
  account.remark(
    `${only}Trained on: ${folders(true)}.${kept === '' ? '' : ` Kept for evaluation, not trained on: ${kept}.`}`,
  );
}
