import { Button, Chip, Switch, Tooltip } from '@mantine/core';
import { IconCheck, IconPlayerStop, IconReportAnalytics } from '@tabler/icons-react';
import { ALL_PROBES } from '../../../reports/evaluation';
import type { DataSummary, ProbeName, SubjectKind } from '../../../worker/protocol';
import { BASELINES, type BaselineKind, type EvaluationPlan } from '../../store/evaluations';
import { SUBJECT_TITLES } from '../../../reports/evaluationResult';
import { BASELINE_HELP, PROBE } from './probeCatalogue';
import views from '../../theme/view.module.css';
import classes from './evaluate.module.css';

interface EvaluateControlsProps {
  readonly plan: EvaluationPlan;
  readonly unserved: DataSummary['unserved'];
  /** Baselines that are known for these settings. */
  readonly known: readonly SubjectKind[];
  readonly isReady: boolean;
  readonly isEvaluating: boolean;
  readonly onPlan: (change: Partial<EvaluationPlan>) => void;
  readonly onEvaluate: (subject: SubjectKind) => void;
  readonly onCancel: () => void;
}

/** What is to be measured, and the buttons that measure it. */
export function EvaluateControls(props: EvaluateControlsProps) {
  const { plan, unserved, known, isReady, isEvaluating, onPlan, onEvaluate, onCancel } = props;
  const impossible = new Set(unserved.map(({ probe }) => probe));
  const nothing = plan.probes.every((probe) => impossible.has(probe));
  const blocked = !isReady || isEvaluating || nothing;
  return (
    <>
      <div className={classes.choices}>
        <div role="group" aria-label="Probes" className={classes.chips}>
          <Chip.Group
            multiple
            value={[...plan.probes]}
            onChange={(chosen) =>
              onPlan({ probes: ALL_PROBES.filter((probe) => (chosen as readonly string[]).includes(probe)) })
            }
          >
            {ALL_PROBES.map((probe) => (
              <Chip key={probe} value={probe} size="xs" variant="outline" disabled={impossible.has(probe)}>
                {PROBE[probe].title}
              </Chip>
            ))}
          </Chip.Group>
        </div>
        {isEvaluating ? (
          <Button
            variant="default"
            size="compact-md"
            leftSection={<IconPlayerStop size="1rem" />}
            onClick={onCancel}
          >
            Cancel
          </Button>
        ) : (
          <Button
            size="compact-md"
            leftSection={<IconReportAnalytics size="1rem" />}
            disabled={blocked}
            onClick={() => onEvaluate('weights')}
          >
            Evaluate now
          </Button>
        )}
      </div>
      {unserved.length > 0 && <p className={views.note}>{unservedText(unserved)}</p>}
      <div className={classes.switches}>
        <Switch
          label="Evaluate when finished"
          checked={plan.whenFinished}
          onChange={(event) => onPlan({ whenFinished: event.currentTarget.checked })}
        />
        <Switch
          label="Also with 10 % and 1 % of the labels"
          checked={plan.fewLabels}
          disabled={impossible.has('linear')}
          onChange={(event) => onPlan({ fewLabels: event.currentTarget.checked })}
        />
      </div>
      <div className={classes.baselines} role="group" aria-label="Baselines">
        <span>Compare with</span>
        {BASELINES.map((kind) => (
          <Baseline
            key={kind}
            kind={kind}
            known={known.includes(kind)}
            blocked={blocked}
            onMeasure={onEvaluate}
          />
        ))}
      </div>
    </>
  );
}

interface BaselineProps {
  readonly kind: BaselineKind;
  readonly known: boolean;
  readonly blocked: boolean;
  readonly onMeasure: (kind: BaselineKind) => void;
}

function Baseline({ kind, known, blocked, onMeasure }: BaselineProps) {
  return (
    <Tooltip label={BASELINE_HELP[kind]}>
      <Button
        variant="default"
        size="compact-sm"
        disabled={blocked}
        leftSection={known ? <IconCheck size="0.875rem" /> : undefined}
        onClick={() => onMeasure(kind)}
      >
        {SUBJECT_TITLES[kind]}
      </Button>
    </Tooltip>
  );
}

/** Why some probes cannot be chosen, those of one reason together. */
function unservedText(unserved: DataSummary['unserved']): string {
  const reasons = new Map<string, ProbeName[]>();
  for (const { probe, reason } of unserved) reasons.set(reason, [...(reasons.get(reason) ?? []), probe]);
  return [...reasons]
    .map(([reason, probes]) => `${probes.map((probe) => PROBE[probe].title).join(', ')}: ${reason}.`)
    .join(' ');
}
