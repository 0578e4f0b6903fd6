import { changedFields, getField, type FieldDescription } from './describe';
import type { RunConfig } from './runConfig';
import { valueText } from './valueText';

/** A field that differs between two configurations, each value as a person reads it. */
export interface FieldChange {
  readonly path: string;
  /** The paper's symbol where no other field of it has changed; the label else. */
  readonly name: string;
  readonly label: string;
  readonly before: string;
  readonly after: string;
}

/** What differs in `config` from `base`, in the order of the schema. */
export function fieldChanges(config: RunConfig, base: RunConfig): FieldChange[] {
  const fields = changedFields(config, base);
  const symbols = fields.map(({ meta }) => meta.symbol);
  return fields.map((field) => {
    const { symbol, label } = field.meta;
    const isAlone = symbol !== undefined && symbols.indexOf(symbol) === symbols.lastIndexOf(symbol);
    return {
      path: field.path,
      name: isAlone ? symbol : label,
      label,
      before: textAt(base, field),
      after: textAt(config, field),
    };
  });
}

function textAt(config: RunConfig, { path, shape }: FieldDescription): string {
  return valueText(getField(config, path), shape);
}

/** The same in a few words, e.g. "α 0.75→1 · γ 20→4"; empty where nothing differs. */
export function changesText(config: RunConfig, base: RunConfig, most = 4): string {
  const changes = fieldChanges(config, base);
  const words = changes.slice(0, most).map(({ name, before, after }) => `${name} ${before}→${after}`);
  const rest = changes.length - words.length;
  return [...words, ...(rest > 0 ? [`${rest} more`] : [])].join(' · ');
}
