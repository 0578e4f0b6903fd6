import { SECTION_TITLES } from '../../config/fieldNames';
import { quotedList } from '../../quoted';
import { z } from '../../zod';
import { ALL_FIELDS, isLockedBy, type Lock } from './locks';

/** @file What a link to a class says beside the settings: `?hide=sweep,panel.model&lock=loss&present=1`. */

/** Names a panel among what is hidden, as some views have the same names. */
const PANEL = 'panel.';
/** All panels. */
const ALL_PANELS = 'panels';
/** The panel of presets, which has no fields. */
export const PRESETS_PANEL = 'preset';
const ON = '1';

/** Of one list in an address: its characters, and its names. */
const MOST_LETTERS = 4000;
const MOST_NAMES = 200;

export interface Lesson {
  /** What is not shown: ids of views, `panel.` and the root of a panel's fields (or `preset`), `panels` for all of them. */
  readonly hide: readonly string[];
  /** Fields that are shown and cannot be changed: paths, or beginnings of paths such as `loss`; `all` for every field. */
  readonly lock: Lock;
  /** Text and controls of a size for a projector. */
  readonly present: boolean;
  /** Id of the one view that is shown, without anything around it. */
  readonly embed: string | null;
}

export const NO_LESSON: Lesson = { hide: [], lock: [], present: false, embed: null };

const names = z
  .string()
  .max(MOST_LETTERS)
  .transform((text) => [...new Set(text.split(',').map((name) => name.trim()))].filter(Boolean))
  .pipe(z.array(z.string()).max(MOST_NAMES));

/** Of each part of the query, where it is there. */
const PARTS = { hide: names, lock: names, present: z.literal(ON), embed: z.string().max(MOST_LETTERS) };

/** What a lesson can name. */
interface Known {
  /** Ids of views, the one that a page opens with first. */
  readonly views: readonly string[];
  /** Paths of the fields that the link's configuration has; asked for where a lesson names some. */
  readonly fields: () => readonly string[];
}

/**
 * Reads the query of an address, which may say anything.
 * @param view id of the view that the address has on show, for an embedded page that names none
 * @returns the lesson, and in a few words what of the address was not used
 */
export function readLesson(
  search: string,
  { views, fields }: Known,
  view?: string,
): { readonly lesson: Lesson; readonly ignored: readonly string[] } {
  const said = new URLSearchParams(search);
  const ignored: string[] = [];
  const part = <Key extends keyof typeof PARTS>(key: Key) => {
    const text = said.get(key);
    if (text === null) return undefined;
    const read = PARTS[key].safeParse(text);
    if (!read.success) ignored.push(`“${key}” of the link cannot be read.`);
    return read.data as z.output<(typeof PARTS)[Key]> | undefined;
  };
  const [hidden = [], locked = [], present, embed] = [
    part('hide'),
    part('lock'),
    part('present'),
    part('embed'),
  ];
  const isPanel = (name: string) => name === ALL_PANELS || PANELS.some((panel) => name === PANEL + panel);
  const paths = locked.length > 0 ? fields() : [];
  const isField = (name: string) => name === ALL_FIELDS || paths.some((path) => isLockedBy([name], path));
  const unknown = [
    ...hidden.filter((name) => !isPanel(name) && !views.includes(name)),
    ...locked.filter((name) => !isField(name)),
    ...(embed === undefined || embed === ON || views.includes(embed) ? [] : [embed]),
  ];
  if (unknown.length > 0)
    ignored.push(`The link names what this page does not have: ${quotedList(unknown)}.`);
  // Something has to be left to look at.
  const hidesAll = views.every((id) => hidden.includes(id));
  if (hidesAll) ignored.push('The link hides every view, so all are shown.');
  const hide = hidden.filter((name) => isPanel(name) || (views.includes(name) && !hidesAll));
  const left = views.filter((id) => !hide.includes(id));
  const alone = [embed, view].find((id) => id !== undefined && views.includes(id)) ?? left[0]!;
  const lesson = {
    hide,
    lock: locked.filter(isField),
    present: present !== undefined,
    embed: embed === undefined ? null : alone,
  };
  return { lesson, ignored };
}

/** The query with this lesson in it; what else it says stays. `''` where nothing is left of it. */
export function withLesson(search: string, { hide, lock, present, embed }: Lesson): string {
  const said = new URLSearchParams(search);
  const values = {
    hide: hide.join(','),
    lock: lock.join(','),
    present: present ? ON : '',
    embed: embed ?? '',
  };
  for (const [key, value] of Object.entries(values)) {
    if (value === '') said.delete(key);
    else said.set(key, value);
  }
  // A comma needs no code in a query, and the link is for people too.
  const text = said.toString().replaceAll('%2C', ',');
  return text === '' ? '' : `?${text}`;
}

/** The views that are left, in the same order. */
export function shownViews<View extends { readonly id: string }>(
  views: readonly View[],
  { hide, embed }: Lesson,
): readonly View[] {
  return views.filter(({ id }) => (embed === null ? !hide.includes(id) : id === embed));
}

const PANELS = [PRESETS_PANEL, ...Object.keys(SECTION_TITLES)];

/** True for a panel that the lesson leaves; `panel` is the root of its fields, or `preset`. */
export function isPanelShown({ hide, embed }: Lesson, panel: string): boolean {
  return embed === null && !hide.includes(ALL_PANELS) && !hide.includes(PANEL + panel);
}

/** True where there is any panel to be shown. */
export function hasPanels(lesson: Lesson): boolean {
  return PANELS.some((panel) => isPanelShown(lesson, panel));
}

/** What a lesson can hide: value and title, under its heading. */
export function hideable(views: readonly { readonly id: string; readonly title: string }[]) {
  const item = (value: string, label: string) => ({ value, label });
  return [
    { group: 'Views', items: views.map(({ id, title }) => item(id, title)) },
    {
      group: 'Settings',
      items: [
        item(ALL_PANELS, 'All settings'),
        item(PANEL + PRESETS_PANEL, 'Presets'),
        ...Object.entries(SECTION_TITLES).map(([root, title]) => item(PANEL + root, `${title}, settings`)),
      ],
    },
  ];
}
