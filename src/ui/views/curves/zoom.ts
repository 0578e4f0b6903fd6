import type { CurveSettings } from './curveSettings';
import type { Panel } from '../../../reports/plots';
import type { Range } from '../../../reports/ranges';

/** What the person has zoomed to, by axis; it outlives the plot, so that tabs come back as they were left. */
export type Zoom = Readonly<Record<string, Range>>;

export const NO_ZOOM: Zoom = {};

export function isZoomed(zoom: Zoom): boolean {
  return Object.keys(zoom).length > 0;
}

/** All plots share one horizontal axis for each of its units. */
export function horizontalKey({ x }: CurveSettings): string {
  return `x ${x}`;
}

export function verticalKey(panel: Panel, log: boolean): string {
  return `${panel.id} ${log ? 'log' : 'linear'}`;
}

/**
 * The zoom after the person dragged in a plot.
 *
 * @param change what plotly says of it: `{ 'xaxis2.range[0]': 10, … }`, or with `.range` both ends at once
 * @param keys of the vertical axes, in the order of the panels on show
 */
export function zoomedBy(
  zoom: Zoom,
  change: Readonly<Record<string, unknown>>,
  horizontal: string,
  keys: readonly string[],
): Zoom {
  const next: Record<string, Range> = { ...zoom };
  for (const name of new Set(Object.keys(change).map((path) => path.split('.')[0]!))) {
    const [, axis, number] = /^([xy])axis(\d*)$/.exec(name) ?? [];
    if (axis === undefined) continue;
    const key = axis === 'x' ? horizontal : keys[Number(number === '' ? 1 : number) - 1];
    const whole = change[`${name}.range`] as readonly unknown[] | undefined;
    const [low, high] = [0, 1].map((end) => Number(whole?.[end] ?? change[`${name}.range[${end}]`]));
    if (key !== undefined && Number.isFinite(low) && Number.isFinite(high)) next[key] = [low!, high!];
  }
  return next;
}
