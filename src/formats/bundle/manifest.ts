import { z } from '../../zod';
import { count, names, share, words } from './values';

/** Version of the layout of bundles; raised when a reader of the version before could not read it. */
export const BUNDLE_VERSION = 1;
export const BUNDLE_FORMAT = 'vicregl-run';

const MOST_SIDE = 2 ** 16;
const side = z.int().min(1).max(MOST_SIDE);

/** What a file must say before its version is looked at. */
export const header = z.object({ format: z.literal(BUNDLE_FORMAT), version: z.int().min(1) });

export const trainedOn = z.object({
  name: words,
  count: z
    .int()
    .min(1)
    .max(2 ** 31),
  height: side,
  width: side,
  classNames: names.exactOptional(),
  hasMasks: z.boolean(),
});
export const environment = z.object({ program: words, runtime: words, backend: words, adapter: words });

/** What `run.json` says beside what the command line needs to go on. */
export const origin = z.object({ trainedOn, environment }).partial();

/** The other files with their sizes, unpacked. */
export const fileList = z.array(z.object({ name: z.string().max(100), bytes: count })).max(256);

/** `manifest.json`: what the run is, and which files there are. */
export const manifest = header.extend({
  name: words,
  step: count,
  initialAlpha: share,
  data: trainedOn,
  environment,
  files: fileList,
});

export type Manifest = z.output<typeof manifest>;
