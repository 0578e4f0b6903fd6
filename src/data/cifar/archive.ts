import { Gunzip } from 'fflate';
import { createTarDecoder } from 'modern-tar';
import { Failure } from '../../failure';
import { plain } from '../../quoted';
import { memoryFile, type SourceFile } from '../sourceFile';

/** One of the archives that CIFAR comes in, not unpacked yet. */
export interface CifarArchive {
  readonly version: 'archive';
  readonly file: SourceFile;
}

/** The folder that all entries of such an archive lie in. */
const FOLDER = /^cifar-100?-(batches-)?(bin|binary|py|python|mat|matlab)\//;
const TAR_NAME_BYTES = 100;
/** CIFAR has 186 MB; what inflates to more is something else. */
const MAX_BYTES = 2 ** 28;

/** A tar archive, compressed by gzip or not, whose first entry lies in one of CIFAR's folders. */
export async function cifarArchive(file: SourceFile): Promise<CifarArchive | undefined> {
  const head = await file.head();
  const start = isGzip(head) ? inflatedStart(head) : head;
  const name = new TextDecoder('latin1').decode(start.subarray(0, TAR_NAME_BYTES)).split('\0')[0]!;
  return FOLDER.test(name) ? { version: 'archive', file } : undefined;
}

/**
 * The files of CIFAR's archive, in memory.
 *
 * @throws {Failure} `data_unreadable` where it is damaged or holds more than CIFAR has
 */
export async function unpackArchive({ file }: CifarArchive): Promise<SourceFile[]> {
  const bytes = await file.read();
  const files: SourceFile[] = [];
  let total = 0;
  try {
    const stream = new Blob([new Uint8Array(bytes)]).stream();
    const tar = isGzip(bytes) ? stream.pipeThrough(new DecompressionStream('gzip')) : stream;
    const entries = tar.pipeThrough(createTarDecoder()).getReader();
    for (;;) {
      const { done, value } = await entries.read();
      if (done) return files;
      const { header, body } = value;
      total += header.size;
      if (total > MAX_BYTES) {
        throw unreadable(file, 'holds more than CIFAR does');
      }
      const content = new Uint8Array(await new Response(body).arrayBuffer());
      if (header.type === 'file' || header.type === undefined) files.push(memoryFile(header.name, content));
    }
  } catch (error) {
    if (error instanceof Failure) throw error;
    throw unreadable(file, 'is damaged or cut off', error);
  }
}

function unreadable(file: SourceFile, what: string, cause?: unknown): Failure {
  return new Failure(
    {
      code: 'data_unreadable',
      message: `The archive ${plain(file.path)} ${what}.`,
      doing: 'unpacking CIFAR',
      remedy: 'Download it again, or unpack it and choose the folder that comes out.',
    },
    { cause },
  );
}

function isGzip(bytes: Uint8Array): boolean {
  return bytes[0] === 0x1f && bytes[1] === 0x8b;
}

/** What the beginning of a gzip file inflates to; empty where it is damaged. */
function inflatedStart(head: Uint8Array): Uint8Array {
  let start: Uint8Array = new Uint8Array(0);
  const inflator = new Gunzip((piece) => {
    if (start.length === 0) start = piece;
  });
  try {
    inflator.push(head);
  } catch {
    // A damaged file is no archive of CIFAR's.
  }
  return start;
}
