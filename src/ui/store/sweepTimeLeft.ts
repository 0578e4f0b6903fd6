import type { SweepPoint } from '../../sweep/points';
import { trains, type Job, type PointSeconds } from './sweepJob';

/** From this share on a stage under way says how long it will take as a whole. */
const TELLING = 0.02;

/** Seconds that the parts of a point take, as far as known. */
type Pace = Readonly<Record<keyof PointSeconds, number | null>>;

/**
 * Seconds until all points are done, at the pace of those that are; before the first one, at that of the point under way.
 * `null` while nothing is known.
 */
export function sweepSecondsLeft(job: Job): number | null {
  const pace = { training: partSeconds(job, 'training'), evaluating: partSeconds(job, 'evaluating') };
  const waiting = job.points.filter(
    (_, index) => job.outcomes[index]!.status === 'waiting' && index !== job.current?.index,
  );
  const parts = [...waiting.map((point) => wholeSeconds(point, pace)), currentLeft(job, pace)];
  return parts.some((seconds) => seconds === null)
    ? null
    : parts.reduce<number>((sum, seconds) => sum + seconds!, 0);
}

/** Of a whole point. Until one has been evaluated, the training is what is known. */
function wholeSeconds(point: SweepPoint, { training, evaluating }: Pace): number | null {
  const train = trains(point) || isTaught(point) ? training : 0;
  return train === null ? null : train + (evaluating ?? 0);
}

function currentLeft({ current, points }: Job, pace: Pace): number | null {
  if (current === null) return 0;
  const point = points[current.index]!;
  const whole = wholeSeconds(point, pace);
  if (!trains(point)) return whole === null ? null : (1 - shareOf(current, 'evaluating')) * whole;
  if (current.stage === 'evaluating')
    return pace.evaluating === null ? null : (1 - current.share) * pace.evaluating;
  return whole === null ? null : whole - shareOf(current, 'training') * pace.training!;
}

function shareOf(current: NonNullable<Job['current']>, stage: keyof PointSeconds): number {
  return current.stage === stage ? current.share : 0;
}

/** The supervised baseline is trained in its evaluation, for as many steps. */
function isTaught({ baseline }: SweepPoint): boolean {
  return baseline === 'supervised';
}

/** Mean seconds that a part takes. */
function partSeconds({ outcomes, points, current }: Job, part: keyof PointSeconds): number | null {
  const isTelling = (point: SweepPoint) => !isTaught(point) && (part === 'evaluating' || trains(point));
  const known = outcomes.flatMap((outcome, index) =>
    outcome.status === 'done' && isTelling(points[index]!) ? [outcome.seconds[part]] : [],
  );
  if (known.length > 0) return known.reduce((sum, seconds) => sum + seconds, 0) / known.length;
  const tells = current?.stage === part && current.share >= TELLING && isTelling(points[current.index]!);
  return tells ? current.seconds / current.share : null;
}
