import { wordsOf, type CardMeasure } from '../../../experiments/cardMeasures';
import { summarize } from '../../../sweep/statistics';
import { axisEnd } from './scale';
import classes from './experiments.module.css';

/** A training on the plot. */
export interface PlottedTraining {
  readonly name: string;
  readonly label: string;
  /** One a seed. */
  readonly values: readonly number[];
}

interface MeasurePlotProps {
  readonly measure: CardMeasure;
  /** The one that is asked about first; its baselines stand back. */
  readonly trainings: readonly PlottedTraining[];
}

/** One measure as a bar for each training: its mean, a dot a seed, and a whisker of one standard deviation either way. */
export function MeasurePlot({ measure, trainings }: MeasurePlotProps) {
  const { axis, tick, write } = wordsOf(measure);
  const rows = trainings.map((training) => ({ ...training, summary: summarize(training.values) }));
  const ends = rows.flatMap(({ summary, values }) => [
    ...values,
    ...(summary === undefined ? [] : [summary.mean + (summary.sd ?? 0)]),
  ]);
  const end = axisEnd(Math.max(0, ...ends));
  const place = (value: number) => `${Math.max(0, Math.min(100, (100 * value) / end))}%`;
  return (
    <div className={classes.plot}>
      <dl aria-label={axis}>
        {rows.map(({ name, label, values, summary }, index) => (
          <div key={name} className={classes.row} data-quiet={index > 0 || undefined}>
            <dt>{label}</dt>
            <dd>
              <span className={classes.track} aria-hidden>
                {summary !== undefined && (
                  <span className={classes.fill} style={{ width: place(summary.mean) }} />
                )}
                {summary?.sd !== undefined && (
                  <span
                    className={classes.whisker}
                    style={{
                      left: place(summary.mean - summary.sd),
                      right: `calc(100% - ${place(summary.mean + summary.sd)})`,
                    }}
                  />
                )}
                {values.map((value, seed) => (
                  <span key={seed} className={classes.seed} style={{ left: place(value) }} />
                ))}
              </span>
              <span className={classes.figure}>
                {summary === undefined ? 'not measured' : write(summary)}
              </span>
            </dd>
          </div>
        ))}
      </dl>
      <p className={classes.axis} aria-hidden>
        <span>{tick(0)}</span>
        <span>{tick(end)}</span>
      </p>
    </div>
  );
}
