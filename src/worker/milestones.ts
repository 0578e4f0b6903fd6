import type { TrainingEvent } from './protocol';

/** What a worker has reached on the way to its first step, in this order. */
export const MILESTONES = [
  'program loaded',
  'device open',
  'data there',
  'model made',
  'first step can be done',
  'matches seen',
  'first step done',
] as const;
export type Milestone = (typeof MILESTONES)[number];

const reached = new Set<Milestone>();

/** Marks it in the browser's timeline of performance, the first time. */
export function reach(milestone: Milestone): void {
  if (reached.has(milestone)) return;
  reached.add(milestone);
  performance.mark(milestone);
}

/** The milestone that an event tells of. */
export function milestoneOf(event: TrainingEvent): Milestone | undefined {
  switch (event.type) {
    case 'device':
      return 'device open';
    case 'data':
      return 'data there';
    case 'run':
      return 'model made';
    case 'phase':
      return event.phase === 'ready' ? 'first step can be done' : undefined;
    case 'matches':
      return 'matches seen';
    case 'progress':
      return 'first step done';
    default:
      return undefined;
  }
}
