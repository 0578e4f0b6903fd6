import type { Computer } from '../../compute/computer';
import { nextTurn } from '../../training/nextTurn';
import type { ParityBackend } from '../parity/tolerances';
import type { StudyListener } from '../study';
import { breakKernels } from './breakKernels';
import { goldenItems } from './checkGolden';
import { rowOfItem, type CheckItem } from './checkItem';
import { opItems, quickItems } from './checkOps';
import { replayItems } from './checkReplay';
import type { CheckRow } from './checkRow';
import type { ReadGolden } from './goldenFiles';

/** How much is checked: the ten ops that run most, at one small size each, or everything. */
export type CheckScope = 'quick' | 'all';

export interface CheckRequest {
  readonly scope: CheckScope;
  /** Op whose kernels are made wrong before, see `breakKernels`. */
  readonly broken?: string | undefined;
}

/**
 * Compares what a device computes with what it should: rows go to the listener as they are there.
 *
 * @param computer is tfjs's current backend afterwards, as it is before.
 */
export async function checkDevice(
  computer: Computer,
  { scope, broken }: CheckRequest,
  readGolden: ReadGolden,
  { onProgress, onPart }: StudyListener<CheckRow>,
): Promise<CheckRow[]> {
  const backend = computer.summary.backend as ParityBackend;
  if (broken !== undefined) breakKernels(broken);
  const items: CheckItem[] =
    scope === 'quick'
      ? quickItems(backend)
      : [...opItems(backend), ...goldenItems(backend, readGolden), ...replayItems(computer)];
  const rows: CheckRow[] = [];
  for (const [done, item] of items.entries()) {
    onProgress({ done, total: items.length, next: `${item.name}, ${item.size}` });
    const row = await rowOfItem(item);
    rows.push(row);
    onPart(row);
    await nextTurn();
  }
  return rows;
}
