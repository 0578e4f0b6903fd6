import { gatherImages } from '../augment/imageBytes';
import { dataFingerprint } from '../data/dataFingerprint';
import type { ImageSet } from '../data/imageSet';
import { takenPlaces } from '../data/limit';
import { missing } from '../evaluation/evaluate';
import type { DataSummary } from '../reports/data';
import { ALL_PROBES } from '../reports/evaluation';

/** Images that the data panel shows. */
const THUMBNAILS = 24;

/** What the page needs to know of a data set; thumbnails are spread evenly over it. */
export function summarizeData(data: ImageSet): DataSummary {
  const { name, count, height, width, classNames, masks } = data;
  const { heldOut = [], notUsed = [], remarks = [], skipped = [] } = data;
  const shown = [...takenPlaces(count, THUMBNAILS)];
  data.arriving?.need(shown);
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
    thumbnails: { count: shown.length, height, width, images: gatherImages(data, shown) },
  };
}
