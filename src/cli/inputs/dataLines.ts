import { dataText, notUsedNames } from '../../data/describe';
import type { ImageSet } from '../../data/imageSet';
import { plain } from '../../quoted';

/** Reasons that are spelled out; the others are counted. */
const REASONS_SHOWN = 10;

/** What was loaded, in one line, then what to know of it: decisions, files that are not used, reasons. */
export function dataLines(data: ImageSet): string[] {
  const { name, remarks = [], notUsed = [], skipped = [], masks } = data;
  const more = skipped.length - REASONS_SHOWN;
  return [
    `${plain(name)}: ${dataText(data, masks !== undefined)}`,
    ...remarks.map((remark) => `  ${remark}`),
    ...notUsed.map((kind) => `  not used, ${notUsedNames(kind)}`),
    ...skipped.slice(0, REASONS_SHOWN).map(({ name: file, reason }) => `  ${plain(file)}: ${reason}`),
    ...(more > 0 ? [`  … and ${more.toLocaleString('en')} more that cannot be read`] : []),
  ];
}
