import { quotedList } from '../quoted';
import type { DataAccount, NotUsed } from '../reports/data';
import { counted } from '../reports/format';

interface Described extends Partial<DataAccount> {
  readonly count: number;
  readonly height: number;
  readonly width: number;
  readonly classNames?: readonly string[];
}

/** "16 images of 32 × 32, 2 classes, masks; 16 files not used: 8 .tif, 8 .jfif" */
export function dataText(data: Described, hasMasks: boolean): string {
  const { classNames, heldOut = [], notUsed = [] } = data;
  const loaded = [imagesText(data, classNames?.length), ...(hasMasks ? ['masks'] : [])];
  const kept = heldOut.map(({ split, count: images }) => `${number(images)} of ${split}`);
  return [
    loaded.join(', '),
    ...(kept.length === 0 ? [] : [`kept for evaluation: ${kept.join(', ')}`]),
    ...(notUsed.length === 0 ? [] : [notUsedText(notUsed)]),
  ].join('; ');
}

/** "16 images of 32 × 32, 2 classes" */
export function imagesText(
  { count, height, width }: Pick<Described, 'count' | 'height' | 'width'>,
  classes?: number,
): string {
  const images = `${counted(count, 'image')} of ${width} × ${height}`;
  return classes === undefined ? images : `${images}, ${number(classes)} classes`;
}

/** "16 files not used: 8 .tif, 8 .jfif" */
export function notUsedText(notUsed: readonly NotUsed[]): string {
  const total = notUsed.reduce((sum, { count }) => sum + count, 0);
  const kinds = notUsed.map(({ kind, count }) => `${number(count)} ${kind}`);
  return `${counted(total, 'file')} not used: ${kinds.join(', ')}`;
}

/** `.tif: "a.tif", "b.tif" and 6 more` */
export function notUsedNames({ kind, count, names }: NotUsed): string {
  const more = count - names.length;
  return `${kind}: ${quotedList(names)}${more > 0 ? ` and ${number(more)} more` : ''}`;
}

function number(value: number): string {
  return value.toLocaleString('en');
}
