import type { Lesson } from '../../store/lesson';
import type { Session } from '../../store/session';
import type { Openers } from '../openers';
import type { PageExport } from '../exports';
import type { Reveal } from '../reveal';
import type { ViewOnShow } from '../viewOnShow';

/** What a person can have the page do: by its name in the palette, and some by a key. */
export interface Command {
  /** Its own among all. */
  readonly id: string;
  /** What it does, as a button would say it. */
  readonly title: string;
  readonly group: CommandGroup;
  /** Keys in the notation of `useHotkeys`, e.g. `mod+K`. */
  readonly keys?: string;
  /** True for keys that also act while a text is typed. */
  readonly isForTyping?: boolean;
  /** Other words by which it is found. */
  readonly words?: string;
  /** False while it would do nothing; left out where it always does something. */
  readonly isThere?: () => boolean;
  readonly act: () => void;
}

/** Headings, in the order of the palette and of the overview of keys. */
export const COMMAND_GROUPS = ['Run', 'Views', 'Settings', 'Presets', 'Files', 'Page'] as const;
export type CommandGroup = (typeof COMMAND_GROUPS)[number];

/** What commands act on. */
export interface CommandContext {
  readonly session: Session;
  readonly lesson: Lesson;
  readonly onShow: ViewOnShow;
  readonly openers: Openers;
  readonly reveal: Reveal;
  readonly save: (what: PageExport) => void;
  readonly toggleScheme: () => void;
  readonly togglePanels: () => void;
}
