import type { Comparison } from './comparison';
import type { Fixture } from './fixture';
import type { ParityBackend } from './tolerances';
import { column, TOLERANCES } from './tolerances';

/** What a kind of fixture is given to check itself with. */
export interface ParityContext {
  readonly fixture: Fixture;
  readonly comparison: Comparison;
  readonly backend: ParityBackend;
  /** The bytes of another file of the same folder. */
  sibling(name: string): Uint8Array | undefined;
}

/** Runs the engine on a fixture's inputs and compares; throws when the file does not make sense. */
export type ParityKind = (context: ParityContext) => void | Promise<void>;

/** The tolerances of one row of the table on this run's backend. */
export function tolerances<K extends keyof typeof TOLERANCES>(
  kind: K,
  { backend }: ParityContext,
): Record<keyof (typeof TOLERANCES)[K], number> {
  const row = Object.entries(TOLERANCES[kind]) as [string, { cpu: number; webgpu: number }][];
  return Object.fromEntries(row.map(([measure, values]) => [measure, values[column(backend)]])) as Record<
    keyof (typeof TOLERANCES)[K],
    number
  >;
}
