import { quotedList } from '../quoted';
import type { DataAccount, NotUsed } from '../reports/data';

interface Described extends Partial<DataAccount> {
  readonly count: number;
  readonly height: number;
  readonly width: number;
  readonly classNames?: readonly string[];
}

/** "16 images of 32 × 32, 2 classes, masks; 16 files not used: 8 .tif, 8 .jfif" */
export function dataText(data: Described, hasMasks: boolean): string {
  const { count, height, width, classNames, heldOut = [], notUsed = [] } = data;
  const loaded = [
    `${number(count)} ${count === 1 ? 'image' : 'images'} of ${width} × ${height}`,
    ...(classNames === undefined ? [] : [`${number(classNames.length)} classes`]),
    ...(hasMasks ? ['masks'] : []),
  ];
  const kept = heldOut.map(({ split, count: images }) => `${number(images)} of ${split}`);
  return [
    loaded.join(', '),
    ...(kept.length === 0 ? [] : [`kept for evaluation: ${kept.join(', ')}`]),
    ...(notUsed.length === 0 ? [] : [notUsedText(notUsed)]),
  ].join('; ');
}

/** "16 files not used: 8 .tif, 8 .jfif" */
export function notUsedText(notUsed: readonly NotUsed[]): string {
  const total = notUsed.reduce((sum, { count }) => sum + count, 0);
  const kinds = notUsed.map(({ kind, count }) => `${number(count)} ${kind}`);
  return `${number(total)} ${total === 1 ? 'file' : 'files'} not used: ${kinds.join(', ')}`;
}

/** `.tif: "a.tif", "b.tif" and 6 more` */
export function notUsedNames({ kind, count, names }: NotUsed): string {
  const more = count - names.length;
  return `${kind}: ${quotedList(names)}${more > 0 ? ` and ${number(more)} more` : ''}`;
}

function number(value: number): string {
  return value.toLocaleString('en');
}
