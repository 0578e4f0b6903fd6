import { cpus } from 'node:os';

/** The machine in words that a person can compare: `2 cores, AMD EPYC`. */
export function machineText(): string {
  const cores = cpus();
  return `${cores.length} cores, ${cores[0]?.model.trim() ?? 'unknown processor'}`;
}
