import { Account } from '../account';
import type { HeldOutSet, ImageSet } from '../imageSet';
import { splitPath, type SourceFile } from '../sourceFile';
import type { LoadOptions } from '../reader';
import { loadImages } from './loadImages';
import type { PlacedImage } from './pairMasks';
import type { ImagesPlan } from './planImages';

/** Splits of a folder that are kept from training, in its order of splits. */
export async function loadHeldOutImages(
  { heldOut, maskNames }: ImagesPlan,
  training: ImageSet,
  options: LoadOptions,
): Promise<HeldOutSet[]> {
  const sets: HeldOutSet[] = [];
  for (const { split, files } of heldOut) {
    const account = new Account();
    const known = classified(files, training.classNames, account);
    if (known.files.length === 0) continue;
    const set = await loadImages(
      { training: known.files, ...known.classes, ...(maskNames === undefined ? {} : { maskNames }) },
      account,
      { ...options, limit: 0, name: `${training.name}, ${split}`, masksLike: training },
    );
    sets.push({ split, set });
  }
  return sets;
}

type Classified = {
  readonly files: readonly PlacedImage[];
  readonly classes: { readonly classes?: { readonly names: readonly string[]; readonly labels: number[] } };
};

/** The class of each image among those of the training set; images of other classes are left out. */
function classified(
  files: readonly PlacedImage[],
  names: readonly string[] | undefined,
  account: Account,
): Classified {
  if (names === undefined) return { files, classes: {} };
  const index = new Map(names.map((name, label) => [name, label]));
  const kept: PlacedImage[] = [];
  const labels: number[] = [];
  for (const image of files) {
    const label = labelOf(image.file, index);
    if (label === undefined) account.notUsed('of classes that are not trained on', image.file.path);
    else {
      kept.push(image);
      labels.push(label);
    }
  }
  return { files: kept, classes: { classes: { names, labels } } };
}

function labelOf({ path }: SourceFile, index: ReadonlyMap<string, number>): number | undefined {
  const folder = splitPath(path).folders.find((name) => index.has(name));
  return folder === undefined ? undefined : index.get(folder);
}
