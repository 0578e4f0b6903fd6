import { expect, it } from 'vitest';
import { findExperiment } from '../../../experiments/experiments';
import { runsOf, type ExperimentJob, type QueuedRun } from '../../store/experimentQueue';
import { keptIn, overText, underWayText } from './words';

const experiment = findExperiment('kinds')!;

function job(changes: readonly Partial<QueuedRun>[], rest: Partial<ExperimentJob> = {}): ExperimentJob {
  const runs = runsOf(experiment).map((run, place) => ({ ...run, ...changes[place] }));
  return { id: experiment.id, question: experiment.question, runs, phase: 'finished', ...rest };
}

it('an experiment under way says which run it is at, and what follows', () => {
  const underWay = job([{ status: 'done' }, { status: 'training' }], { phase: 'running' });
  expect(underWayText(underWay)).toBe('Run 2 of 3: by embedding; then both.');
});

it('an experiment that is over says what became of its runs', () => {
  const done = { status: 'done', runId: 'a' } as const;
  expect(overText(job([done, done, done]))).toBe('3 of 3 runs done.');
  expect(overText(job([done, { status: 'failed', reason: 'NaN.' }, { status: 'skipped' }]))).toBe(
    '1 of 3 runs done, 1 failed, 1 left out.',
  );
  const ended = job([{ status: 'failed', reason: 'The GPU is gone.' }], {
    phase: 'ended',
    reason: 'The GPU is gone.',
  });
  expect(overText(ended)).toBe('0 of 3 runs done. It ended early: The GPU is gone.');
  expect(overText(job([{ status: 'done' }]))).toContain('keeps no runs');
  expect(keptIn(job([done, { status: 'done' }]).runs)).toEqual(['a']);
});
