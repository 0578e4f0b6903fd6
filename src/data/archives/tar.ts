import { createTarDecoder } from 'modern-tar';
import { inflatedStart, isGzip } from '../../formats/gzip';
import { headOf, memoryFile, type SourceFile } from '../sourceFile';
import { TooLarge, type Archive } from './archive';

const TAR_NAME_BYTES = 100;

/** A tar archive, compressed by gzip or not. A tar's first bytes are the path of its first entry. */
export async function openTar(file: SourceFile): Promise<Archive | undefined> {
  const head = await headOf(file);
  const start = isGzip(head) ? inflatedStart(head) : head;
  const firstPath = new TextDecoder('latin1').decode(start.subarray(0, TAR_NAME_BYTES)).split('\0')[0]!;
  return firstPath === '' ? undefined : { file, firstPath, unpack: unpackTar };
}

async function unpackTar(bytes: Uint8Array, maxBytes: number): Promise<SourceFile[]> {
  const stream = new Blob([new Uint8Array(bytes)]).stream();
  const tar = isGzip(bytes) ? stream.pipeThrough(new DecompressionStream('gzip')) : stream;
  const entries = tar.pipeThrough(createTarDecoder()).getReader();
  const files: SourceFile[] = [];
  let total = 0;
  for (;;) {
    const { done, value } = await entries.read();
    if (done) return files;
    const { header, body } = value;
    total += header.size;
    if (total > maxBytes) throw new TooLarge();
    const content = new Uint8Array(await new Response(body).arrayBuffer());
    if (header.type === 'file' || header.type === undefined) files.push(memoryFile(header.name, content));
  }
}
