import { MEASURE_LIST, MEASURES, type MeasureKey } from './measures';
import { keysOf, type Series } from './series';

/** @file What a run reports of a step, as the rows of `MEASURES` say it: one number at the path of each. */

type Member<Key extends string, Value> = Key extends `${infer Name}?`
  ? Partial<Readonly<Record<Name, Value>>>
  : Readonly<Record<Key, Value>>;
/** The object that has a number at the end of a path and nothing else. */
type Holder<P extends string> = P extends `${infer Key}.${infer Rest}`
  ? Member<Key, Holder<Rest>>
  : Member<P, number>;
type AllOf<Union> = (Union extends unknown ? (part: Union) => void : never) extends (whole: infer All) => void
  ? All
  : never;
/** An intersection written as one object. */
type Plain<T> = T extends number ? T : { [K in keyof T]: Plain<T[K]> };

/** One line of a run's history: the report of a step, with the matching accuracy and kNN where they were due at that step. */
export type MetricsEntry = Plain<AllOf<Holder<(typeof MEASURES)[MeasureKey]['path']>>>;

const NAMES = new Map<MeasureKey, readonly string[]>(
  MEASURE_LIST.map(({ key, path }) => [key, path.replaceAll('?', '').split('.')]),
);

/** A measure's number; `undefined` where the entry lacks it. */
export function numberOf(entry: Partial<MetricsEntry>, key: MeasureKey): number | undefined {
  let value: unknown = entry;
  for (const name of NAMES.get(key)!)
    value = (value as Readonly<Record<string, unknown>> | undefined)?.[name];
  return value as number | undefined;
}

/** The entry of some numbers; nothing is made for what is `undefined`. */
export function entryFrom(
  numbers: Iterable<readonly [MeasureKey, number | undefined]>,
): Partial<MetricsEntry> {
  const entry: Record<string, unknown> = {};
  for (const [key, number] of numbers) {
    if (number === undefined) continue;
    const names = NAMES.get(key)!;
    let parent = entry;
    for (const name of names.slice(0, -1)) parent = (parent[name] ??= {}) as Record<string, unknown>;
    parent[names.at(-1)!] = number;
  }
  return entry;
}

/** Whether an entry has a whole report of a series: what may not be absent of it is there. */
export function hasReport<S extends Series>(
  entry: Partial<MetricsEntry>,
  series: S,
): entry is Partial<MetricsEntry> & ReportOf<S> {
  const report = { steps: entry, accuracy: entry.accuracy, knn: entry.knn }[series];
  if (report === undefined) return false;
  return keysOf<Series>(series).every((key) => isThere(entry, MEASURES[key].path.split('.')));
}

/** What is optional may be absent with all that is in it. */
function isThere(parent: unknown, [name, ...rest]: readonly string[]): boolean {
  if (name === undefined) return typeof parent === 'number';
  const value = (parent as Readonly<Record<string, unknown>> | undefined)?.[name.replace('?', '')];
  if (value === undefined) return name.endsWith('?');
  return isThere(value, rest);
}

type ReportOf<S extends Series> = S extends 'accuracy' | 'knn'
  ? Pick<MetricsEntry, 'step'> & Required<Pick<MetricsEntry, S>>
  : Omit<MetricsEntry, 'accuracy' | 'knn'>;
