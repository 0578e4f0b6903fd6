import { TERM } from '../../theme/tokens';
import { significant, percent } from '../format';
import { columnOf, type GrowableTable } from '../../history/growableTable';
import type { AccuracyColumn, RunHistory, StepColumn } from '../../history/history';
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
  const row = nearestRow(history.steps, axis, at);
  const accuracyRow = nearestRow(history.accuracy, axis, at);
  const step = (name: StepColumn) => value(history.steps, name, row);
  const accuracy = (name: AccuracyColumn) => value(history.accuracy, name, accuracyRow);
  const terms = (scope: 'global' | 'local') =>
    Object.values(TERM).map(({ label, coefficient }) => ({
      name: coefficient,
      title: label,
      text: number(step(`${scope}${label}`)),
    }));
  return (
    <dl
      className={classes.values}
      aria-label={at === undefined ? 'Newest values' : 'Values under the pointer'}
    >
      <Group
        label="Step"
        mark="total"
        parts={[{ text: row < 0 ? '–' : step('step').toLocaleString('en') }]}
      />
      <Group label="Total" mark="total" parts={[{ text: number(step('total')) }]} />
      <Group label="Global" mark="global" parts={terms('global')} />
      <Group label="Local" mark="local" parts={terms('local')} />
      <Group
        label="Matching"
        mark="embedding"
        parts={[
          { name: 'emb.', title: 'Local embeddings', text: share(accuracy('embeddings')) },
          { name: 'backb.', title: 'Backbone features', text: share(accuracy('features')) },
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

function value<Name extends string>(table: GrowableTable<Name>, name: Name, row: number): number {
  return row < 0 ? Number.NaN : columnOf(table, name)[row]!;
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
