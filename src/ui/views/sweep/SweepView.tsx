import { Button, Collapse } from '@mantine/core';
import { IconChevronDown, IconTable } from '@tabler/icons-react';
import { useState, type Ref } from 'react';
import type { SweepGroup } from '../../../sweep/groups';
import type { NamedAxis } from '../../../sweep/table';
import type { PlotHandle } from '../plotHandle';
import { SweepProgress, type SweepProgressProps } from './SweepProgress';
import { SweepSetup, type SweepSetupProps } from './SweepSetup';
import { SweepTable, type SeedRow } from './SweepTable';
import { TradeOffPlot } from './TradeOffPlot';
import cards from '../../theme/card.module.css';
import classes from './sweep.module.css';

interface SweepViewProps {
  readonly setup: SweepSetupProps;
  /** The sweep that was begun last; absent before the first one. */
  readonly progress: SweepProgressProps | undefined;
  readonly groups: readonly SweepGroup[];
  readonly axes: readonly NamedAxis[];
  readonly seeds: readonly SeedRow[];
  /** Saves one line a value, or one line a run. */
  readonly onSaveCsv: (lines: 'groups' | 'points') => void;
  /** The plot, for its export. */
  readonly ref?: Ref<PlotHandle>;
}

/** Many runs that differ in one or two fields, and what they come to. */
export function SweepView({ setup, progress, groups, axes, seeds, onSaveCsv, ref }: SweepViewProps) {
  const hasSome = groups.length > 0;
  return (
    <div className={classes.sweep}>
      <div className={`${cards.card} ${classes.steer}`}>
        <h2 className={cards.cardTitle}>Sweep</h2>
        {progress === undefined ? (
          <>
            <p className={classes.intro}>
              Trains the settings once for each value and seed, one run after the other, and judges each run
              by the same probes.
            </p>
            <SweepSetup {...setup} />
          </>
        ) : (
          <>
            <SweepProgress {...progress} />
            {(progress.phase === 'finished' || progress.phase === 'stopped') && <Another setup={setup} />}
          </>
        )}
      </div>
      <div className={`${cards.card} ${classes.result}`}>
        <div className={classes.resultHead}>
          <h2 className={cards.cardTitle}>Trade-off</h2>
          {hasSome && (
            <div className={classes.buttons}>
              <Button
                size="compact-sm"
                variant="default"
                leftSection={<IconTable size="0.875rem" />}
                onClick={() => onSaveCsv('groups')}
              >
                Means (CSV)
              </Button>
              <Button
                size="compact-sm"
                variant="default"
                leftSection={<IconTable size="0.875rem" />}
                onClick={() => onSaveCsv('points')}
              >
                All runs (CSV)
              </Button>
            </div>
          )}
        </div>
        <TradeOffPlot groups={groups} {...(ref === undefined ? {} : { ref })} />
        {hasSome && <SweepTable groups={groups} axes={axes} seeds={seeds} />}
      </div>
    </div>
  );
}

/** The set-up of the next sweep, folded away below the last one. */
function Another({ setup }: { setup: SweepSetupProps }) {
  const [open, setOpen] = useState(false);
  return (
    <div className={classes.another}>
      <Button
        size="compact-sm"
        variant="subtle"
        rightSection={
          <IconChevronDown size="0.875rem" className={classes.fold} data-open={open || undefined} />
        }
        onClick={() => setOpen(!open)}
        aria-expanded={open}
      >
        Set up another sweep
      </Button>
      <Collapse expanded={open}>{open && <SweepSetup {...setup} />}</Collapse>
    </div>
  );
}
