import { arraysReader } from './arrays/reader';
import { cifarReader } from './cifar/reader';
import { imagesReader } from './images/reader';

/**
 * Who reads files, the first that claims them. Sources, plans and loading follow from this table. The built-in scenes are
 * not in it: they have no files to claim, and page and command line draw them in different ways.
 */
export const READERS = [cifarReader, arraysReader, imagesReader] as const;

export type Reader = (typeof READERS)[number];

/** What a bunch of files is, by the reader that claims it. */
export type DataPlan = NonNullable<Awaited<ReturnType<Reader['plan']>>>;
