import { MEASURE_LIST, MEASURES, type MeasureKey } from './measures';

/** Which report brings a number: that of a step, or one of those that are due less often. */
export const SERIES = ['steps', 'accuracy', 'knn'] as const;
export type Series = (typeof SERIES)[number];

type SeriesAt<Path> = Path extends `${infer Head}?.${string}`
  ? Head extends Series
    ? Head
    : 'steps'
  : 'steps';

/** The measures of a series. */
export type KeyOf<S extends Series> = {
  [Key in MeasureKey]: SeriesAt<(typeof MEASURES)[Key]['path']> extends S ? Key : never;
}[MeasureKey];

export function seriesOf(key: MeasureKey): Series {
  const [head] = MEASURES[key].path.split('?.');
  return SERIES.find((series) => series === head) ?? 'steps';
}

export function keysOf<S extends Series>(series: S): readonly KeyOf<S>[] {
  return MEASURE_LIST.map(({ key }) => key).filter((key): key is KeyOf<S> => seriesOf(key) === series);
}
