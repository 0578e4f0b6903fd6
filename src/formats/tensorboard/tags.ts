import { MEASURE_LIST } from '../../reports/measures';
import { numberOf, type MetricsEntry } from '../../reports/metricsEntry';

/** The page has no heading over the terms of the loss, which are curves, and over what says how the run stands. */
const [TERMS, REST] = ['Loss', 'Run'] as const;

/** What TensorBoard and W&B call the measures: the page's heading, then its label. */
const TAGS = MEASURE_LIST.filter(({ key }) => key !== 'step').map(({ key, label, group, curve }) => ({
  key,
  tag: `${group ?? (curve === undefined ? REST : TERMS)}/${label}`,
}));

/** The measures of a reported step by their tags; those that were not due or are not finite are left out. */
export function taggedValues(entry: Partial<MetricsEntry>): [tag: string, value: number][] {
  return TAGS.flatMap(({ key, tag }): [string, number][] => {
    const value = numberOf(entry, key);
    return value === undefined || !Number.isFinite(value) ? [] : [[tag, value]];
  });
}
