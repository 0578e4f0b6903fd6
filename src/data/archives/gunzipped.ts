import { throwIfCancelled } from '../../cancelled';
import { Failure } from '../../failure';
import type { SourceFile } from '../sourceFile';
import { Blocks } from './blocks';

/** Bytes that are read at a time. */
const READ = 2 ** 22;

/** What may come of a gzip file, and what is said of one that is refused. */
export interface GunzipLimits {
  /** Bytes that it may unpack to: all of them lie in memory. */
  readonly most: number;
  readonly tooLarge: (bytes: number) => Failure;
  readonly damaged: (cause: unknown) => Failure;
}

/**
 * What a gzip file unpacks to, in memory. The file itself is read in pieces.
 *
 * @throws {Failure} those of the limits and of the file, `cancelled`
 */
export async function gunzipped(
  file: SourceFile,
  { most, tooLarge, damaged }: GunzipLimits,
  signal?: AbortSignal,
): Promise<SourceFile> {
  const blocks = new Blocks();
  const reader = packedStream(file).pipeThrough(new DecompressionStream('gzip')).getReader();
  try {
    for (;;) {
      throwIfCancelled(signal);
      const { done, value } = await reader.read().catch((error: unknown) => {
        throw error instanceof Failure ? error : damaged(error);
      });
      if (done) break;
      blocks.push(value);
      if (blocks.size > most) throw tooLarge(blocks.size);
    }
  } finally {
    await reader.cancel().catch(() => undefined);
  }
  const slice = (start: number, end: number) => Promise.resolve(blocks.slice(start, end));
  return { path: file.path, size: blocks.size, slice, read: () => slice(0, blocks.size) };
}

function packedStream(file: SourceFile): ReadableStream<Uint8Array<ArrayBuffer>> {
  let at = 0;
  return new ReadableStream({
    async pull(controller) {
      if (at >= file.size) controller.close();
      else controller.enqueue(new Uint8Array(await file.slice(at, Math.min(at + READ, file.size))));
      at += READ;
    },
  });
}
