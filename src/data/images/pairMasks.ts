import type { Account } from '../account';
import { splitPath, type SourceFile } from '../sourceFile';

/** An image and the file that gives each of its pixels' classes. */
export interface PlacedImage {
  readonly file: SourceFile;
  readonly mask?: SourceFile;
}

/** Folders that hold images where others beside them hold masks, in small letters. */
const IMAGE_FOLDERS = new Set(['images', 'image', 'imgs', 'img', 'jpegimages', 'photos', 'leftimg8bit']);
const MASK_FOLDERS = new Set(
  `masks mask labels label annotations annotation segmentationclass segmentationclassraw segmentationclasspng
  segmentationclassaug segmentation segmentations gt gtfine groundtruth ground_truth trimaps`.split(/\s+/),
);
/** Masks that tell objects apart, not classes. */
const INSTANCE_FOLDERS = new Set(['segmentationobject', 'instances']);
/** `trainannot` and `train_masks` stand beside `train`. */
const MASK_FOLDER_ENDING = /(annot|[-_]annotations?|[-_]masks?|[-_]labels?)$/;

/** `cat_mask.png` beside `cat.jpg`. */
const MASK_NAME = /[-_](masks?|labels?|seg|segmentation|gt)$/i;
/** More of them where a folder says that it holds masks. */
const MASK_NAME_IN_FOLDER = /[-_](masks?|labels?|seg|segmentation|gt|l|(gtfine_)?label(train)?ids)$/i;
const IMAGE_NAME_IN_FOLDER = /[-_](image|img|sat|leftimg8bit)$/i;

type Role = 'image' | 'mask' | 'instances' | 'other';

interface Place {
  readonly file: SourceFile;
  readonly role: Role;
  readonly folder: string;
  /** Name without its ending. */
  readonly stem: string;
  /** The same for an image and its mask. */
  readonly key: string;
}

/**
 * Finds the mask of each image by the names of folders (`images/` and `masks/`, `labels/`, `SegmentationClass/` …) and
 * files (`NAME_mask.png`). A file that is known as a mask is never an image: without one that it belongs to it is not
 * used. Folders of such names beside none of images are classes like others, unless their files fit to images.
 */
export function pairMasks(files: readonly SourceFile[], account: Account): PlacedImage[] {
  const places = files.map(place);
  const masked = masksByFolder(places) ?? masksByName(places);
  const images = places.filter((item) => !masked.masks.has(item) && item.role !== 'instances');
  for (const { role, file } of places) if (role === 'instances') account.notUsed('object masks', file.path);
  const free = new Set(masked.masks);
  const placed = images.map((item): PlacedImage => {
    const mask = masked.of(item);
    if (mask === undefined) return { file: item.file };
    free.delete(mask);
    return { file: item.file, mask: mask.file };
  });
  for (const { file } of free) account.notUsed('masks without an image', file.path);
  return placed;
}

interface Masks {
  readonly masks: ReadonlySet<Place>;
  readonly of: (image: Place) => Place | undefined;
}

function masksByFolder(places: readonly Place[]): Masks | undefined {
  const candidates = places.filter(({ role }) => role === 'mask');
  const others = places.filter(({ role }) => role === 'image' || role === 'other');
  if (candidates.length === 0 || others.length === 0) return undefined;
  const keys = new Set(others.map(({ key }) => key));
  const byKey = firstBy(candidates, ({ key }) => key);
  const fitting = candidates.filter(({ key }) => keys.has(key)).length;
  const byStem = fitting > 0 ? undefined : uniqueBy(candidates, ({ stem }) => stem);
  const stems = uniqueBy(others, ({ stem }) => stem);
  const fittingByStem = [...(byStem?.keys() ?? [])].filter((stem) => stems.has(stem)).length;
  const sure =
    others.some(({ role }) => role === 'image') || 2 * (fitting + fittingByStem) >= candidates.length;
  if (!sure) return undefined;
  return { masks: new Set(candidates), of: ({ key, stem }) => byKey.get(key) ?? byStem?.get(stem) };
}

function masksByName(places: readonly Place[]): Masks {
  const named = places.filter(({ stem }) => MASK_NAME.test(stem));
  const full = (item: Place, stem = item.stem) => `${item.folder}/${stem}`;
  const byImage = firstBy(named, (item) => full(item, item.stem.replace(MASK_NAME, '')));
  const of = (image: Place) => byImage.get(full(image));
  // One name ending in "_mask" may be anything; as soon as one fits to an image, all of them are masks.
  return places.some((item) => of(item) !== undefined)
    ? { masks: new Set(named), of }
    : { masks: new Set(), of: () => undefined };
}

function place(file: SourceFile): Place {
  const { folders, name } = splitPath(file.path);
  const stem = name.replace(/\.[^.]*$/, '');
  let role: Role = 'other';
  const kept: string[] = [];
  for (const folder of folders) {
    const known = folder.toLowerCase();
    const shortened = known.replace(MASK_FOLDER_ENDING, '');
    if (IMAGE_FOLDERS.has(known)) role = 'image';
    else if (MASK_FOLDERS.has(known)) role = 'mask';
    else if (INSTANCE_FOLDERS.has(known)) role = 'instances';
    else {
      if (shortened !== known && shortened !== '') role = 'mask';
      kept.push(shortened);
    }
  }
  const own =
    role === 'mask' ? stem.replace(MASK_NAME_IN_FOLDER, '') : stem.replace(IMAGE_NAME_IN_FOLDER, '');
  return { file, role, folder: folders.join('/'), stem, key: [...kept, own].join('/') };
}

function firstBy<T>(items: readonly T[], keyOf: (item: T) => string): Map<string, T> {
  const found = new Map<string, T>();
  for (const item of items) if (!found.has(keyOf(item))) found.set(keyOf(item), item);
  return found;
}

/** Only what no other item shares its key with. */
function uniqueBy<T>(items: readonly T[], keyOf: (item: T) => string): Map<string, T> {
  const counts = new Map<string, number>();
  for (const item of items) counts.set(keyOf(item), (counts.get(keyOf(item)) ?? 0) + 1);
  return firstBy(
    items.filter((item) => counts.get(keyOf(item)) === 1),
    keyOf,
  );
}
