import { z } from '../zod';

/** How a change to a field takes hold: at the next step of a running training, or only in a new run. */
export type Effect = 'live' | 'restart';

/** What a panel, the command line and the docs say about one field of the run configuration. */
export interface FieldMeta {
  readonly label: string;
  /** The paper's symbol, e.g. `α`. */
  readonly symbol?: string;
  /** Unit of the value, e.g. `px`, `steps`. */
  readonly unit?: string;
  /** One sentence: what the value does. */
  readonly help: string;
  readonly effect: Effect;
  /** Step of a slider or number input; absent means 1 for integers and free for real numbers. */
  readonly step?: number;
  /** `log` where the useful values span decades. */
  readonly scale?: 'linear' | 'log';
  /** The reference implementation's command-line option of the same meaning. */
  readonly reference?: string;
  /** Human names of the members of an enumeration. */
  readonly options?: Readonly<Record<string, string>>;
  /** Shown under "more" in its panel. */
  readonly advanced?: boolean;
}

export const fieldRegistry = z.registry<FieldMeta>();

/** Attaches metadata to a schema; the schema itself is returned, unchanged. */
export function field<S extends z.ZodType>(schema: S, meta: FieldMeta): S {
  fieldRegistry.add(schema, meta);
  return schema;
}
