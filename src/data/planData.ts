import { Failure } from '../failure';
import { identifyFile, type FileIdentity } from '../formats/fileKind';
import { plain, quoted } from '../quoted';
import { Account } from './account';
import { cifarArchive, type CifarArchive } from './cifar/archive';
import { isBatchName, planCifar, type CifarPlan } from './cifar/planCifar';
import { FORMAT_NAMES, isImageEnding } from './images/imageFormats';
import { planImages, type ImagesPlan } from './images/planImages';
import { ending, type SourceFile } from './sourceFile';

/** What a bunch of files is, decided before the images are read. */
export type DataPlan = {
  /** Of the set, for people. */
  readonly name: string;
  /** What was found beside it. */
  readonly account: Account;
} & (
  | { readonly source: 'cifar10'; readonly cifar: CifarPlan | CifarArchive }
  | { readonly source: 'images'; readonly images: ImagesPlan }
);

/** Files whose beginnings are read at the same time. */
const AT_ONCE = 32;
const HIDDEN = /(^|\/)(\.[^/]*|__MACOSX|Thumbs\.db|desktop\.ini)(\/|$)/i;

interface Identified {
  readonly file: SourceFile;
  readonly identity: FileIdentity;
}

/**
 * Decides what files are: CIFAR's batches, its archive, or images, with their classes, masks and splits. What files hold
 * decides; of those with the ending of an image, that is found out when they are decoded. Page and command line use this
 * same rule.
 *
 * @param name what a person calls them: the folder's name
 * @param account takes up what is not used; it may know of files already that are not in the list
 * @throws {Failure} `data_missing` where there is nothing to train on, saying what there is; `data_unreadable` for an
 * archive that has to be unpacked
 */
export async function planData(
  name: string,
  files: readonly SourceFile[],
  account = new Account(),
): Promise<DataPlan> {
  const visible = files.filter((file) => !HIDDEN.test(file.path));
  for (const file of files) if (HIDDEN.test(file.path)) account.notUsed('hidden', file.path);
  const named = visible.filter(({ path }) => isImageEnding(ending(path)));
  const others = await identified(
    visible.filter(({ path }) => !isImageEnding(ending(path))),
    account,
  );
  const images = [
    ...named,
    ...others.filter(({ identity }) => identity.kind === 'image').map(({ file }) => file),
  ];
  const batches = others.filter(isBatch);
  if (batches.length > 0 && batches.length >= images.length) {
    const rest = [...images, ...others.filter((other) => !batches.includes(other)).map(({ file }) => file)];
    return { source: 'cifar10', name, account, cifar: planCifar(batches, rest, account) };
  }
  if (images.length > 0) {
    const rest = others.filter(({ identity }) => identity.kind !== 'image').map(({ file }) => file);
    return { source: 'images', name, account, images: planImages(images, rest, account) };
  }
  const archive = await onlyArchive(others);
  if (archive !== undefined) {
    for (const { file } of others) if (file !== archive.file) account.otherFormat(file.path);
    return { source: 'cifar10', name, account, cifar: archive };
  }
  throw nothingUsable(name, others, account);
}

async function identified(files: readonly SourceFile[], account: Account): Promise<Identified[]> {
  const known: Identified[] = [];
  for (let start = 0; start < files.length; start += AT_ONCE) {
    const group = files.slice(start, start + AT_ONCE);
    const heads = await Promise.all(group.map((file) => file.head().catch(() => undefined)));
    group.forEach((file, index) => {
      const head = heads[index];
      if (head !== undefined) known.push({ file, identity: identifyFile(head, file.size) });
      else account.skipped('unreadable', file.path, 'It cannot be read from where it lies.');
    });
  }
  return known;
}

/** By what it holds; a damaged one by its name, so that the reader can say what is wrong with it. */
function isBatch({ file, identity: { kind } }: Identified): boolean {
  if (kind === 'cifar-binary' || kind === 'cifar-python') return true;
  return (kind === 'unknown' || kind === 'empty') && isBatchName(file.path);
}

async function onlyArchive(files: readonly Identified[]): Promise<CifarArchive | undefined> {
  const archives: CifarArchive[] = [];
  for (const { file, identity } of files) {
    const archive = identity.kind === 'archive' ? await cifarArchive(file) : undefined;
    if (archive !== undefined) archives.push(archive);
  }
  return archives.length === 1 ? archives[0] : undefined;
}

const WHAT_IS_READ = `Choose ${FORMAT_NAMES} images, a folder of them, or the batch files of CIFAR-10 or CIFAR-100.`;

function nothingUsable(name: string, files: readonly Identified[], account: Account): Failure {
  const [first] = files;
  const doing = 'looking for images';
  if (first === undefined) {
    const hidden = account.report.notUsed.length > 0;
    return new Failure({
      code: 'data_missing',
      message: hidden
        ? `${quoted(name)} holds nothing that can be used.`
        : `There is no file in ${quoted(name)}.`,
      doing,
      remedy: WHAT_IS_READ,
    });
  }
  const { file, identity } = first;
  const isArchive = files.length === 1 && identity.kind === 'archive';
  return new Failure({
    code: isArchive ? 'data_unreadable' : 'data_missing',
    message:
      files.length === 1
        ? `${plain(file.path)} is ${identity.words}, not an image.`
        : `There is no image in ${quoted(name)}: it holds ${kindsOf(files)}.`,
    doing,
    remedy: isArchive ? 'Unpack it, and choose the folder that comes out.' : WHAT_IS_READ,
  });
}

/** "3 .txt, 1 .csv", the most first. */
function kindsOf(files: readonly Identified[]): string {
  const tally = new Account();
  for (const { file } of files) tally.otherFormat(file.path);
  return plain(tally.report.notUsed.map(({ kind, count }) => `${count} ${kind}`).join(', '));
}
