import { fieldsBetween, type FieldDescription } from '../../config/describe';
import { fieldName } from '../../config/fieldNames';
import type { RunConfig } from '../../config/runConfig';
import type { Message } from './messages';

/** Stands for every field. */
export const ALL_FIELDS = 'all';

/** Fields that a link shows and does not let change: paths, or beginnings of paths such as `loss`. */
export type Lock = readonly string[];

/** True for a field that is locked, or for the beginning of paths that all are. */
export function isLockedBy(lock: Lock, path: string): boolean {
  return lock.some((name) => name === ALL_FIELDS || path === name || path.startsWith(`${name}.`));
}

/** The locked fields that have another value in `after`, or that only one of both has. */
export function lockedBetween(lock: Lock, before: RunConfig, after: RunConfig): readonly FieldDescription[] {
  if (lock.length === 0 || before === after) return [];
  return fieldsBetween(before, after).filter(({ path }) => isLockedBy(lock, path));
}

/** Key of the message about a change that was refused. */
const LOCKED = 'locked';
/** Fields that it names. */
const MOST_NAMED = 3;

/** Says which locked fields stood against a change. */
export function lockedMessage(fields: readonly FieldDescription[], unlock: () => void): Message {
  const names = fields.slice(0, MOST_NAMED).map(fieldName).join(', ');
  const more = fields.length - MOST_NAMED;
  const what = more > 0 ? `${names} and ${more} more` : names;
  const [are, they] = fields.length === 1 ? ['is', 'it'] : ['are', 'they'];
  return {
    key: LOCKED,
    tone: 'caution',
    text: `${what} ${are} locked by this link. Nothing was changed, as ${they} would have changed too.`,
    action: { label: 'Open without locks', act: unlock },
  };
}
