import { CheckRow } from '../device/check/checkRow';
import { z } from '../zod';

/** @file Which devices were checked in this browser, and what was wrong with them: one small entry beside the database. */

const ENTRY = 'devices-checked';
/** Devices and program versions that are remembered, the newest first. */
const MOST = 20;
const MOST_ROWS = 20;

const Entries = z.array(
  z.strictObject({
    /** See `deviceKey`. */
    key: z.string().max(100),
    /** The rows of the last check that were not right; none where all were. */
    wrong: z.array(CheckRow).max(MOST_ROWS),
  }),
);

export interface CheckedDevices {
  /** What was wrong with a device when it was checked last; `undefined` where it was not. */
  find(key: string): readonly CheckRow[] | undefined;
  keep(key: string, wrong: readonly CheckRow[]): void;
}

/** @param storage gives the browser's `localStorage`; where that throws or keeps nothing, every visit checks anew */
export function checkedDevices(storage: () => Pick<Storage, 'getItem' | 'setItem'>): CheckedDevices {
  const read = () => {
    try {
      return Entries.safeParse(JSON.parse(storage().getItem(ENTRY) ?? '[]')).data ?? [];
    } catch {
      return [];
    }
  };
  return {
    find: (key) => read().find((entry) => entry.key === key)?.wrong,
    keep: (key, wrong) => {
      const others = read().filter((entry) => entry.key !== key);
      const entries = [{ key, wrong: wrong.slice(0, MOST_ROWS) }, ...others].slice(0, MOST);
      try {
        storage().setItem(ENTRY, JSON.stringify(entries));
      } catch {
        // The next visit checks again.
      }
    },
  };
}
