import type { SplitReport } from './evaluation';

/** Which images a probe was trained and tested on. */
export function splitText({ train, validation, test, source }: SplitReport): string {
  const [trained, chosen, tested] = [train, validation, test].map((count) => count.toLocaleString('en'));
  const probes = `Probes learn on ${trained} images and choose on ${chosen}.`;
  return source === 'data set'
    ? `Tested on ${tested} images that were kept from the training. ${probes}`
    : `Tested on ${tested} images that the probes do not learn on; the run has seen them, without labels, as the data set brings no split of its own. ${probes}`;
}
