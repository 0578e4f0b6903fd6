import { z } from '../zod';

/** Of the images, see `dataFingerprint`. */
export const fingerprint = z.string().regex(/^[0-9a-f]{16}$/);

const LONGEST_NAME = 120;
const side = z.int().min(1).max(65_536);

/** What a person needs to know to find a data set again that is not in a link or a file. */
export const dataIdentity = z.strictObject({
  fingerprint: fingerprint.optional(),
  name: z.string().max(LONGEST_NAME),
  count: z.int().min(1).max(1e9),
  height: side,
  width: side,
  /** How many; absent where the images have no labels. */
  classes: z.int().min(0).max(65_536).optional(),
});

export type DataIdentity = Readonly<z.infer<typeof dataIdentity>>;

interface KnownData {
  readonly name: string;
  readonly count: number;
  readonly height: number;
  readonly width: number;
  readonly classNames?: readonly string[];
  readonly fingerprint?: string;
}

/** The identity of data that are there, or were. */
export function identityOf({ name, count, height, width, classNames, ...data }: KnownData): DataIdentity {
  return {
    ...(data.fingerprint === undefined ? {} : { fingerprint: data.fingerprint }),
    ...{ name: name.slice(0, LONGEST_NAME), count, height, width },
    ...(classNames === undefined ? {} : { classes: classNames.length }),
  };
}
