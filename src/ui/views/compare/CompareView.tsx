import { Button, CloseButton } from '@mantine/core';
import { useMemo, type Ref } from 'react';
import { changesText } from '../../../config/changesText';
import type { MatchSnapshot } from '../../../reports/matches';
import type { RunRecord } from '../../../storage/runRecord';
import { emptyHistory, type RunHistory } from '../../history/history';
import { RUN_COLOURS } from '../../theme/tokens';
import { CurvesView } from '../curves/CurvesView';
import type { PlotHandle } from '../plotHandle';
import { useScheme } from '../scheme';
import { CompareMatches } from './CompareMatches';
import { CompareTable } from './CompareTable';
import { fieldRows, measureRows } from './comparisonTables';
import cards from '../../theme/card.module.css';
import classes from './compare.module.css';

/** A run of the comparison. */
interface ComparedRun {
  readonly record: RunRecord;
  readonly history: RunHistory;
  readonly snapshots: readonly MatchSnapshot[];
}

/** The same with its name and colour. */
export interface RunOnShow extends ComparedRun {
  readonly id: string;
  readonly name: string;
  readonly colour: string;
}

interface CompareViewProps {
  /** In the order of their colours; `undefined` while one is being read. */
  readonly runs: readonly (ComparedRun | undefined)[];
  /** Why others cannot be shown. */
  readonly failures: readonly string[];
  readonly onRemove: (id: string) => void;
  readonly onOpenRuns: () => void;
  readonly ref?: Ref<PlotHandle>;
}

const NOTHING = emptyHistory();

/** Two to eight runs beside each other: curves, what differs, what they came to, matches of the same image. */
export function CompareView({ runs, failures, onRemove, onOpenRuns, ref }: CompareViewProps) {
  const scheme = useScheme();
  const shown = useMemo(
    () =>
      runs.flatMap((run, place): RunOnShow[] => {
        if (run === undefined) return [];
        const { id, name } = run.record;
        return [{ ...run, id, name, colour: RUN_COLOURS[place % RUN_COLOURS.length]![scheme] }];
      }),
    [runs, scheme],
  );
  const records = useMemo(() => shown.map(({ record }) => record), [shown]);
  const curves = useMemo(
    () =>
      runs.flatMap((run, place) => {
        const colour = RUN_COLOURS[place % RUN_COLOURS.length]!;
        return run === undefined ? [] : [{ name: run.record.name, colour, history: run.history }];
      }),
    [runs],
  );
  return (
    <div className={classes.compare}>
      <header className={classes.head}>
        <h2 className={cards.viewTitle}>Compare runs</h2>
        <Button size="compact-sm" variant="default" onClick={onOpenRuns}>
          Choose runs…
        </Button>
      </header>
      {failures.map((failure) => (
        <p key={failure} className={classes.failure} role="alert">
          {failure}
        </p>
      ))}
      {runs.length < 2 && (
        <p className={classes.none}>
          Choose two to eight of the runs that this browser keeps. Their curves, settings, measures and
          matches then stand beside each other here.
        </p>
      )}
      {runs.length > 0 && (
        <ul className={classes.legend} aria-label="Runs that are compared">
          {shown.map(({ id, name, colour, record }) => (
            <li key={id}>
              <span className={classes.dot} style={{ background: colour }} aria-hidden />
              <strong>{name}</strong>
              <span>{changesText(record.config, record.origin.config, 3) || record.origin.name}</span>
              <CloseButton size="xs" aria-label={`Leave ${name} out`} onClick={() => onRemove(id)} />
            </li>
          ))}
        </ul>
      )}
      {runs.length > 1 && (
        <>
          <div className={cards.card}>
            <CurvesView history={NOTHING} compared={curves} ref={ref ?? null} />
          </div>
          <div className={classes.tables}>
            <CompareTable
              title="Settings that differ"
              none="All settings are the same."
              runs={shown}
              rows={fieldRows(records)}
            />
            <CompareTable
              title="What they came to"
              none="Nothing was measured yet."
              runs={shown}
              rows={measureRows(records)}
            />
          </div>
          <CompareMatches runs={shown} />
        </>
      )}
    </div>
  );
}
