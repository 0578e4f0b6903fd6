import type { Phase } from '../../worker/protocol';

/** What a phase is called on the page. */
export const PHASE_TEXT: Readonly<Record<Phase, string>> = {
  opening: 'Opening the GPU',
  loading: 'Loading images',
  compiling: 'Compiling shaders',
  ready: 'Ready',
  running: 'Training',
  paused: 'Paused',
  finished: 'Finished',
  failed: 'Stopped',
};

/** Phases in which the page waits for the worker. */
export function isBusy(phase: Phase): boolean {
  return phase === 'opening' || phase === 'loading' || phase === 'compiling';
}

/** A duration for people: `45 s`, `3 min 20 s`, `2 h 05 min`. */
export function durationText(seconds: number): string {
  const whole = Math.round(seconds);
  if (whole < 60) return `${whole} s`;
  const minutes = Math.floor(whole / 60);
  if (minutes < 60) return `${minutes} min ${String(whole % 60).padStart(2, '0')} s`;
  return `${Math.floor(minutes / 60)} h ${String(minutes % 60).padStart(2, '0')} min`;
}

const BYTE_UNITS = ['B', 'KiB', 'MiB', 'GiB'] as const;

/** A size for people: `412 MiB`. */
export function bytesText(bytes: number): string {
  const power = Math.min(BYTE_UNITS.length - 1, bytes < 1 ? 0 : Math.floor(Math.log2(bytes) / 10));
  const value = bytes / 1024 ** power;
  return `${value < 10 && power > 0 ? value.toFixed(1) : Math.round(value)} ${BYTE_UNITS[power]}`;
}
