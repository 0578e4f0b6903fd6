import { Failure } from '../failure';
import { quoted } from '../quoted';
import { z } from '../zod';
import type { ByteSource } from './reading';
import { openWeights, type OpenWeights } from './weightsFile';

/** @file Weights in several files, with a list that says which tensor lies in which of them, as Hugging Face writes them. */

/** What the name of such a list ends in: `model.safetensors.index.json`, `pytorch_model.bin.index.json`. */
export const INDEX_ENDING = '.index.json';
export const MAX_INDEX_BYTES = 2 ** 25;
const MAX_FILES = 1000;
/** A file beside the list: no path that leads elsewhere. */
const FILE_NAME = /^[^/\\\p{Cc}.][^/\\\p{Cc}]{0,254}$/u;

/** The file of each tensor, by the tensor's name. */
export type ShardIndex = ReadonlyMap<string, string>;

const indexSchema = z.object({
  weight_map: z.record(z.string(), z.string().regex(FILE_NAME, 'the name of a file beside the list')),
});

/**
 * Reads the list of the parts.
 *
 * @throws {Failure} `checkpoint_bad_shards` where it is none, or names more files than any model has
 */
export function parseIndex(bytes: Uint8Array): ShardIndex {
  const parsed = indexSchema.safeParse(jsonOf(bytes));
  if (!parsed.success) throw bad('This is no list of the parts of weights.');
  const index = new Map(Object.entries(parsed.data.weight_map));
  const count = new Set(index.values()).size;
  if (count === 0) throw bad('The list of the parts of weights is empty.');
  if (count > MAX_FILES) throw bad(`The list names ${count} files; at most ${MAX_FILES} are read.`);
  return index;
}

/**
 * Opens the parts as one file. Tensors that the list does not name are left out.
 *
 * @param name of the list, for messages.
 * @param sourceOf a part, by its name.
 * @throws {Failure} `checkpoint_bad_shards` where a part lacks a tensor that the list says it has, and those of
 * `openWeights` and `sourceOf`
 */
export async function openShards(
  name: string,
  index: ShardIndex,
  sourceOf: (name: string) => Promise<ByteSource>,
): Promise<OpenWeights> {
  const parts = new Map<string, OpenWeights>();
  for (const part of new Set(index.values())) parts.set(part, await openWeights(await sourceOf(part), part));
  const byPart = new Map(
    [...parts].map(([part, { file }]) => [
      part,
      new Map(file.tensors.map((tensor) => [[...tensor.dictionary, tensor.name].join('.'), tensor])),
    ]),
  );
  const tensors = [...index].map(([tensor, part]) => {
    const found = byPart.get(part)!.get(tensor);
    if (found === undefined) {
      throw bad(`${quoted(part)} lacks the tensor ${quoted(tensor)}, which the list says it has.`);
    }
    return found;
  });
  return {
    file: { name, tensors, keys: [...index.keys()], metadata: {} },
    fill: async (wanted) => {
      for (const part of parts.values()) await part.fill(wanted);
    },
  };
}

function jsonOf(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch (error) {
    throw bad('The list of the parts of weights is not valid JSON.', error);
  }
}

function bad(message: string, cause?: unknown): Failure {
  return new Failure(
    {
      code: 'checkpoint_bad_shards',
      message,
      doing: 'reading weights of several parts',
      remedy: 'Download the list and all parts again, into one folder.',
    },
    { cause },
  );
}
