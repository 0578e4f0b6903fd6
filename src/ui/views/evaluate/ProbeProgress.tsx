import { Progress } from '@mantine/core';
import type { EvaluationProgress } from '../../../worker/protocol';
import type { Evaluating } from '../../store/evaluations';
import { percent } from '../../../reports/format';
import { SUBJECT_TITLES } from '../../../reports/evaluationResult';
import { PROBE } from './probeCatalogue';
import classes from './evaluate.module.css';

/** A bar for each part of the evaluation under way. */
export function ProbeProgress({
  evaluating: { subject, probes, shares },
}: {
  readonly evaluating: Evaluating;
}) {
  const before = (['images', 'training'] as const).filter((part) => shares[part] !== undefined);
  return (
    <div className={classes.progress} role="group" aria-label={`Measuring: ${SUBJECT_TITLES[subject]}`}>
      <p>Measuring {subject === 'weights' ? 'this run' : SUBJECT_TITLES[subject].toLowerCase()} …</p>
      {[...before, ...probes].map((part) => (
        <div key={part} className={classes.progressRow}>
          <span>{nameOf(part)}</span>
          <Progress
            value={100 * (shares[part] ?? 0)}
            size={3}
            color="var(--ink-1)"
            transitionDuration={120}
            aria-label={`Progress: ${nameOf(part)}`}
          />
          <span className={classes.share}>{percent(shares[part] ?? 0)}</span>
        </div>
      ))}
    </div>
  );
}

function nameOf(part: EvaluationProgress['probe']): string {
  if (part === 'images') return 'Images for the test';
  return part === 'training' ? 'Supervised training' : PROBE[part].title;
}
