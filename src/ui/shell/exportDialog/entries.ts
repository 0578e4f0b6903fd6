import { EXPORT_GROUPS, EXPORTS, type PageExport } from '../exports';
import { TABLE_EXPORTS, type TableExport } from './tableExports';

/** What the dialog offers: something of the run, or features of the images. */
export type Entry = PageExport | TableExport;

/** In the order of the dialog. */
export const ENTRY_GROUPS: readonly { readonly title: string; readonly entries: readonly Entry[] }[] =
  EXPORT_GROUPS.flatMap((group) => {
    const own = { title: group, entries: EXPORTS.filter((what) => what.group === group) };
    return group === 'Model' ? [own, { title: 'Features', entries: TABLE_EXPORTS }] : [own];
  });

/** @param ending of its file, which is its own among all and has no blanks, as names of elements want it */
export function entryOf(ending: string): Entry {
  return ENTRY_GROUPS.flatMap(({ entries }) => entries).find((entry) => entry.ending === ending)!;
}
