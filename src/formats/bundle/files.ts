/** @file The files in a bundle: what they are called, and how large each may be. */

const MB = 2 ** 20;

/** Bytes of a whole bundle, and of what it unpacks to. */
export const MOST_BYTES = 2048 * MB;
/** Ours have some ten, and one for each snapshot; a person may have put notes beside them. */
export const MOST_ENTRIES = 256;
export const MOST_SNAPSHOTS = 64;

export const MANIFEST = 'manifest.json';
export const README = 'README.md';
export const CONFIG = 'config.json';
export const METRICS = 'metrics.jsonl';
export const EVALUATIONS = 'evaluations.json';
export const WEIGHTS = 'weights.safetensors';
export const CHECKPOINT = 'checkpoint.safetensors';
/** What `train --resume` looks for in a folder. */
export const RUN = 'run.json';

/** Bytes that each file may unpack to. */
const MOST: Readonly<Record<string, number>> = {
  [MANIFEST]: MB,
  [CONFIG]: 1_000_000,
  [METRICS]: 512 * MB,
  [EVALUATIONS]: 32 * MB,
  [WEIGHTS]: MOST_BYTES,
  [CHECKPOINT]: MOST_BYTES,
};
const SNAPSHOT = /^matches\/\d{1,2}\.safetensors$/;
const MOST_SNAPSHOT = 64 * MB;

export function snapshotName(index: number): string {
  return `matches/${index}.safetensors`;
}

/** Bytes that a file of this name may unpack to; `undefined` for one that is not read. */
export function mostBytes(name: string): number | undefined {
  if (Object.hasOwn(MOST, name)) return MOST[name];
  return SNAPSHOT.test(name) ? MOST_SNAPSHOT : undefined;
}
