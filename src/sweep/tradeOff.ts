import { measuresIn, type SweepGroup } from './groups';
import {
  evaluationMeasure,
  type EvaluationMeasure,
  type EvaluationMeasureName,
} from '../reports/evaluationMeasures';
import { paretoFront } from './pareto';
import type { Summary } from './statistics';

/** A marker of the plot: the mean over the seeds, with the spread for its error bars. */
export interface TradeOffPoint {
  readonly group: SweepGroup;
  readonly x: Summary;
  readonly y: Summary;
  /** Whether no other swept point is as good in both and better in one. */
  readonly onFront: boolean;
}

/** What the trade-off plot shows, whoever draws it. */
export interface TradeOff {
  readonly xMeasure: EvaluationMeasure;
  readonly yMeasure: EvaluationMeasure;
  /** In the order of the sweep. */
  readonly points: readonly TradeOffPoint[];
  /** The Pareto front of the means, from left to right. */
  readonly front: readonly TradeOffPoint[];
  readonly baselines: readonly TradeOffPoint[];
  /** Groups that lack one of both measures. */
  readonly missing: readonly SweepGroup[];
}

/** Two measures, one on each axis. */
export interface TradeOffAxes {
  readonly x: EvaluationMeasureName;
  readonly y: EvaluationMeasureName;
}

const X_CHOICES: readonly EvaluationMeasureName[] = ['linear_top1', 'knn_top1'];
const Y_CHOICES: readonly EvaluationMeasureName[] = ['mean_iou', 'matching_features', 'semantic_accuracy'];

/** The paper's trade-off as far as it was measured: each thing that maps are good for, against classification. */
export function tradeOffAxes(groups: readonly SweepGroup[]): TradeOffAxes[] {
  const measured = measuresIn(groups).map(({ name }) => name);
  const x = X_CHOICES.find((name) => measured.includes(name));
  return x === undefined ? [] : Y_CHOICES.filter((name) => measured.includes(name)).map((y) => ({ x, y }));
}

/** The two measures to begin with: those of the paper's trade-off where they were taken, else the first two. */
export function defaultAxes(groups: readonly SweepGroup[]): TradeOffAxes | undefined {
  const [x, y] = measuresIn(groups);
  return (
    tradeOffAxes(groups)[0] ?? (x === undefined || y === undefined ? undefined : { x: x.name, y: y.name })
  );
}

/** The plot of two measures; baselines are marked and take no part in the front. */
export function tradeOff(groups: readonly SweepGroup[], axes: TradeOffAxes): TradeOff {
  const xMeasure = evaluationMeasure(axes.x);
  const yMeasure = evaluationMeasure(axes.y);
  const places = groups.flatMap((group) => {
    const x = group.values[axes.x];
    const y = group.values[axes.y];
    return x === undefined || y === undefined ? [] : [{ group, x, y }];
  });
  const swept = places.filter(({ group }) => group.baseline === undefined);
  const pairs = swept.map((place) => ({ x: place.x.mean, y: place.y.mean, place }));
  const better = { x: xMeasure.higherIsBetter, y: yMeasure.higherIsBetter };
  const inFront = paretoFront(pairs, better).map(({ place }) => place);
  const points = swept.map((place) => ({ ...place, onFront: inFront.includes(place) }));
  return {
    xMeasure,
    yMeasure,
    points,
    front: inFront.map((place) => points[swept.indexOf(place)]!),
    baselines: places
      .filter(({ group }) => group.baseline !== undefined)
      .map((place) => ({ ...place, onFront: false })),
    missing: groups.filter((group) => places.every((place) => place.group !== group)),
  };
}
