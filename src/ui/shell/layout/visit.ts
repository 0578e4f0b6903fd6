/**
 * @file Entries of the tab's history carry the visit that they were made in. Going back to one of the same visit changes
 * which views are on show, and never the settings; one of another visit is another page, with settings of its own.
 */
import { z } from '../../../zod';

const mark = z.object({ visit: z.string() });

let current: string | undefined;

function visitOfEntry(): string | undefined {
  const read = mark.safeParse(window.history.state);
  return read.success ? read.data.visit : undefined;
}

/** A page that is reloaded goes on with the visit of its entry. */
function currentVisit(): string {
  return (current ??= visitOfEntry() ?? crypto.randomUUID());
}

/** True while the tab is at an entry of this visit. */
export function isOwnEntry(): boolean {
  return visitOfEntry() === currentVisit();
}

/** Changes the address of the entry on show, or `adds` one after it. */
export function changeAddress(address: string, { adds = false } = {}): void {
  const state = { visit: currentVisit() };
  if (adds) window.history.pushState(state, '', address);
  else window.history.replaceState(state, '', address);
}
