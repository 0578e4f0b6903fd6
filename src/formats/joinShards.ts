import { Failure } from '../failure';
import { quoted } from '../quoted';
import { HEAD_BYTES } from './fileKind';
import { inFile, inFileLater } from './inFile';
import { readFrom, type ByteSource } from './reading';
import { safetensorsHeader, safetensorsOutline, type SafetensorsEntry } from './safetensors';
import type { ShardIndex } from './weightsShards';
import { weightsFormat } from './wrongFile';

/** @file Safetensors in several parts as one file that is never in memory as a whole. */

/** A stretch of bytes of a part. */
export interface ShardPiece {
  readonly part: string;
  readonly begin: number;
  readonly end: number;
}

/** Parts put together: the beginning of the whole file, and what of the parts follows it. */
export interface JoinedShards {
  readonly header: Uint8Array<ArrayBuffer>;
  readonly pieces: readonly ShardPiece[];
}

/**
 * Puts the parts of a model together as one safetensors file. Only their headers are read; tensors that the list does not
 * name are left out.
 *
 * @param sourceOf a part, by its name
 * @throws {Failure} `checkpoint_bad_shards` where a part is no safetensors file, or lacks a tensor that the list says it has;
 * those of `safetensorsOutline` and `sourceOf`
 */
export async function joinShards(
  index: ShardIndex,
  sourceOf: (name: string) => ByteSource,
): Promise<JoinedShards> {
  const parts = new Map<string, ReadonlyMap<string, SafetensorsEntry>>();
  for (const part of new Set(index.values())) parts.set(part, await entriesOf(part, sourceOf(part)));
  const found = [...index].map(([tensor, part]) => {
    const entry = parts.get(part)!.get(tensor);
    if (entry === undefined)
      throw bad(
        `${quoted(part)} lacks the tensor ${quoted(tensor)}, which the list says it has.`,
        'Download the list and all parts again.',
      );
    return { part, entry };
  });
  return {
    header: safetensorsHeader(found.map(({ entry }) => entry)),
    pieces: found.map(({ part, entry: { begin, end } }) => ({ part, begin, end })),
  };
}

async function entriesOf(part: string, source: ByteSource): Promise<ReadonlyMap<string, SafetensorsEntry>> {
  const { size } = source;
  const head = await source.slice(0, Math.min(size, HEAD_BYTES));
  if (inFile(part, () => weightsFormat(head, size)) !== 'safetensors')
    throw bad(
      `${quoted(part)} is a PyTorch file; of weights in several parts, the page reads safetensors.`,
      'Save the model as safetensors, or start from the command line, which reads both.',
    );
  const { entries } = await inFileLater(part, readFrom(source, safetensorsOutline(size)));
  return new Map(entries.map((entry) => [entry.name, entry]));
}

function bad(message: string, remedy: string): Failure {
  return new Failure({
    code: 'checkpoint_bad_shards',
    message,
    doing: 'reading weights of several parts',
    remedy,
  });
}
