import { dataFingerprint } from '../data/dataFingerprint';
import type { ImageSet } from '../data/imageSet';
import { missing } from '../evaluation/evaluate';
import type { DataSummary } from '../reports/data';
import { ALL_PROBES } from '../reports/evaluation';

/** Images that the data panel shows. */
const THUMBNAILS = 24;

/** What the page needs to know of a data set; thumbnails are spread evenly over it. */
export function summarizeData(data: ImageSet): DataSummary {
  const { name, count, height, width, classNames, masks } = data;
  const { heldOut = [], notUsed = [], remarks = [], skipped = [] } = data;
  const shown = Math.min(THUMBNAILS, count);
  const bytes = height * width * 3;
  const images = new Uint8Array(shown * bytes);
  const indices = Array.from({ length: shown }, (_, slot) => Math.floor((slot * count) / shown));
  data.arriving?.need(indices);
  for (const [slot, image] of indices.entries()) {
    images.set(data.images.subarray(image * bytes, (image + 1) * bytes), slot * bytes);
  }
  return {
    ...(data.arriving === undefined ? { fingerprint: dataFingerprint(data) } : {}),
    name,
    count,
    height,
    width,
    ...(classNames === undefined ? {} : { classNames }),
    hasMasks: masks !== undefined,
    unserved: ALL_PROBES.flatMap((probe) => {
      const reason = missing(probe, data);
      return reason === undefined ? [] : [{ probe, reason }];
    }),
    heldOut,
    notUsed,
    remarks,
    skipped,
    thumbnails: { count: shown, height, width, images },
  };
}
