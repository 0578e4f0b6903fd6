import { NativeSelect } from '@mantine/core';
import { useImperativeHandle, useMemo, useRef, useState, type Ref } from 'react';
import { measuresIn, type SweepGroup } from '../../../sweep/groups';
import type { EvaluationMeasureName } from '../../../reports/evaluationMeasures';
import { defaultAxes, tradeOff, type TradeOffAxes } from '../../../sweep/tradeOff';
import type { PlotHandle } from '../plotHandle';
import type { PlotSpace } from '../plotBase';
import { StandalonePlot, type PlotFiles } from '../StandalonePlot';
import { tradeOffFigure } from './tradeOffFigure';
import classes from './sweep.module.css';

interface TradeOffPlotProps {
  readonly groups: readonly SweepGroup[];
  readonly ref?: Ref<PlotHandle>;
}

/** Height of the plot in parts of its width, and its ends in units of the text. */
const ASPECT = 0.62;
const LOWEST = 280;
const HIGHEST = 460;

const heightOf = (width: number, unit: number) =>
  Math.min(HIGHEST * unit, Math.max(LOWEST * unit, ASPECT * width));

/** One measure against another: a marker for each value that was swept, the Pareto front, the baselines. */
export function TradeOffPlot({ groups, ref }: TradeOffPlotProps) {
  const [chosen, setChosen] = useState<Partial<TradeOffAxes>>({});
  const plot = useRef<PlotFiles>(null);
  const measures = measuresIn(groups);
  const axes = axesOf(groups, chosen);
  const { x, y } = axes ?? {};
  const content = useMemo(
    () => (x === undefined || y === undefined ? undefined : tradeOff(groups, { x, y })),
    [groups, x, y],
  );
  const figure = useMemo(
    () => (content === undefined ? null : (space: PlotSpace) => tradeOffFigure(content, space)),
    [content],
  );
  useImperativeHandle(ref, () => ({ exportPng: () => plot.current!.png() }));
  const choice = (axis: 'x' | 'y', label: string) => (
    <NativeSelect
      size="xs"
      label={label}
      value={axes?.[axis] ?? ''}
      disabled={axes === undefined}
      onChange={(event) => {
        const name = event.currentTarget.value as EvaluationMeasureName;
        setChosen((now) => ({ ...now, [axis]: name }));
      }}
      data={measures.map(({ name, title }) => ({ value: name, label: title }))}
    />
  );
  return (
    <section className={classes.plot} aria-label="Trade-off">
      {axes !== undefined && (
        <div className={classes.axes}>
          {choice('y', 'Up')}
          {choice('x', 'Across')}
        </div>
      )}
      <StandalonePlot
        figure={figure}
        height={axes === undefined ? () => 0 : heightOf}
        label={
          content === undefined
            ? 'Trade-off plot, still empty'
            : `Trade-off plot: ${content.yMeasure.axisTitle} against ${content.xMeasure.axisTitle}. The table holds its numbers.`
        }
        empty={
          <p className={classes.note}>
            The trade-off plot appears with the first point that two probes have judged: what the maps are
            good for against what the whole image is good for.
          </p>
        }
        ref={plot}
      />
      {content !== undefined && (
        <p className={classes.caption}>
          ● on the Pareto front (dashed): no other is better in one and as good in the other. ○ behind it.{' '}
          {content.baselines.length > 0 && 'Grey: baselines. '}
          Marks are means over the seeds; bars are one standard deviation.
        </p>
      )}
    </section>
  );
}

/** What a person chose, as far as it was measured; else the paper's trade-off. */
function axesOf(groups: readonly SweepGroup[], chosen: Partial<TradeOffAxes>): TradeOffAxes | undefined {
  const standard = defaultAxes(groups);
  if (standard === undefined) return undefined;
  const known = new Set(measuresIn(groups).map(({ name }) => name));
  const pick = (axis: 'x' | 'y') => {
    const name = chosen[axis];
    return name !== undefined && known.has(name) ? name : standard[axis];
  };
  return { x: pick('x'), y: pick('y') };
}
