import { filePath } from '../../data/chosenFiles';
import { Failure } from '../../failure';
import { inFile } from '../../formats/inFile';
import { joinShards } from '../../formats/joinShards';
import { MAX_INDEX_BYTES, parseIndex } from '../../formats/weightsShards';
import { plain, quotedList } from '../../quoted';

/** Weights as they were brought: a file, or the list of several parts with those of them that came along. */
export interface BroughtWeights {
  /** The file itself, or the list. */
  readonly main: File;
  /** `null` where the file is the whole. */
  readonly parts: readonly File[] | null;
}

/**
 * Weights as one file. Parts are put together without being read: the browser takes the bytes from them when they are asked
 * for.
 *
 * @throws Failure `checkpoint_bad_shards` where parts are missing, by name; those of `parseIndex` and `joinShards`.
 */
export async function wholeWeights({ main, parts }: BroughtWeights): Promise<File> {
  if (parts === null) return main;
  const name = plain(main.name, 80);
  if (main.size > MAX_INDEX_BYTES) throw bad(`${name} is far too long for a list of the parts of weights.`);
  const bytes = new Uint8Array(await main.arrayBuffer());
  const index = inFile(name, () => parseIndex(bytes));
  const files = new Map(parts.map((part) => [baseName(part), part]));
  const wanted = [...new Set(index.values())];
  const missing = wanted.filter((part) => !files.has(part));
  if (missing.length > 0) {
    const count = missing.length === 1 ? 'One' : missing.length.toLocaleString('en');
    throw bad(
      `${count} of the ${wanted.length.toLocaleString('en')} parts that ${name} names ${missing.length === 1 ? 'is' : 'are'} missing: ${quotedList(missing)}.`,
    );
  }
  const { header, pieces } = await joinShards(index, (part) => {
    const file = files.get(part)!;
    return {
      size: file.size,
      slice: async (start, end) => new Uint8Array(await file.slice(start, end).arrayBuffer()),
    };
  });
  const body = pieces.map(({ part, begin, end }) => files.get(part)!.slice(begin, end));
  return new File([header, ...body], baseName(main).replace(/\.index\.json$/, ''));
}

function baseName(file: File): string {
  return filePath(file).split('/').at(-1)!;
}

function bad(message: string): Failure {
  return new Failure({
    code: 'checkpoint_bad_shards',
    message,
    doing: 'reading weights of several parts',
    remedy: 'Bring the list and all of its parts together, in one drop or one choice.',
  });
}
