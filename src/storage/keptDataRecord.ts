import { fingerprint } from '../config/dataIdentity';
import { dataConfig } from '../config/dataConfig';
import { count, words } from '../formats/bundle/values';
import { z } from '../zod';

/** @file A data set that the browser keeps, as it is listed; its files are read apart. */

/** Fingerprints of the same files: another image size gives another one. */
export const MOST_FINGERPRINTS = 64;
const LONGEST_PATH = 4096;

export const keptDataRecord = z.object({
  /** The fingerprint that it had when it was kept. */
  id: fingerprint,
  /** All that it is known to have, this one first. */
  fingerprints: z.array(fingerprint).min(1).max(MOST_FINGERPRINTS).readonly(),
  name: words,
  source: dataConfig.shape.source.exclude(['synthetic']),
  /** Of the images that are trained on, and their sides in pixels. */
  count,
  height: count,
  width: count,
  /** How many; absent where the images have no labels. */
  classes: count.optional(),
  files: count,
  bytes: count,
  /** In ms since 1970. */
  keptAt: z.number().min(0).max(8.64e15),
});

export type KeptDataRecord = Readonly<z.output<typeof keptDataRecord>>;

/** The files of a set, one after the other in one blob, since a blob each would be a file each on the disk. */
export const keptDataFiles = z
  .object({
    id: fingerprint,
    contents: z.custom<Blob>((value) => value instanceof Blob),
    files: z.array(
      z.object({ path: z.string().min(1).max(LONGEST_PATH), size: count, lastModified: z.number() }),
    ),
  })
  .refine(({ contents, files }) => files.reduce((sum, { size }) => sum + size, 0) === contents.size);

export type KeptDataFiles = z.output<typeof keptDataFiles>;
