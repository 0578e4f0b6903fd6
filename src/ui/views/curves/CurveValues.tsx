import { TERMS, type MeasureKey } from '../../../reports/measures';
import { seriesOf } from '../../../reports/series';
import { significant, percent } from '../../../reports/format';
import { columnOf, type GrowableTable } from '../../history/growableTable';
import { valuesOf, type RunHistory } from '../../history/history';
import type { CurveSettings } from './curveSettings';
import classes from './curves.module.css';

interface CurveValuesProps {
  readonly history: RunHistory;
  readonly axis: CurveSettings['x'];
  /** The hovered place on the horizontal axis; the newest values are shown without one. */
  readonly at: number | undefined;
}

/** The values of every loss term at one step, whatever plot is on show: where the pointer is, else the newest. */
export function CurveValues({ history, axis, at }: CurveValuesProps) {
  const value = (key: MeasureKey) =>
    valuesOf(history, key)[nearestRow(history[seriesOf(key)], axis, at)] ?? Number.NaN;
  const terms = (scope: 'global' | 'local') =>
    Object.values(TERMS).map(({ label, coefficient }) => ({
      name: coefficient,
      title: label,
      text: number(value(`${scope}${label}`)),
    }));
  const steps = value('step');
  return (
    <dl
      className={classes.values}
      aria-label={at === undefined ? 'Newest values' : 'Values under the pointer'}
    >
      <Group
        label="Step"
        mark="total"
        parts={[{ text: Number.isNaN(steps) ? '–' : steps.toLocaleString('en') }]}
      />
      <Group label="Total" mark="total" parts={[{ text: number(value('total')) }]} />
      <Group label="Global" mark="global" parts={terms('global')} />
      <Group label="Local" mark="local" parts={terms('local')} />
      <Group
        label="Matching"
        mark="embedding"
        parts={[
          { name: 'emb.', title: 'Local embeddings', text: share(value('accuracy.embeddings')) },
          { name: 'backb.', title: 'Backbone features', text: share(value('accuracy.features')) },
        ]}
      />
    </dl>
  );
}

interface GroupProps {
  readonly label: string;
  readonly mark: string;
  readonly parts: readonly { readonly name?: string; readonly title?: string; readonly text: string }[];
}

function Group({ label, mark, parts }: GroupProps) {
  return (
    <div>
      <dt style={{ color: `var(--mark-${mark})` }}>{label}</dt>
      {parts.map((part) => (
        <dd key={part.name ?? ''} title={part.title}>
          {part.name !== undefined && <span>{part.name}</span>} {part.text}
        </dd>
      ))}
    </div>
  );
}

function number(measured: number): string {
  return Number.isFinite(measured) ? significant(measured) : '–';
}

function share(measured: number): string {
  return Number.isFinite(measured) ? percent(measured, 1) : '–';
}

/** The row nearest to a place on the horizontal axis, by bisection; the last one without a place; −1 when empty. */
function nearestRow(
  table: GrowableTable<'step' | 'seconds'>,
  axis: CurveSettings['x'],
  at: number | undefined,
): number {
  const xs = columnOf(table, axis);
  if (at === undefined || xs.length === 0) return xs.length - 1;
  let [low, high] = [0, xs.length - 1];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (xs[middle]! < at) low = middle + 1;
    else high = middle;
  }
  const before = Math.max(0, low - 1);
  return at - xs[before]! < xs[low]! - at ? before : low;
}
