import type { FieldDescription } from './describe';

/** Fields whose label needs no symbol, and what formulas and explanations have for what they set. */
const IN_FORMULAS: Readonly<Record<string, string>> = {
  'run.batch': 'n',
  'model.globalExpander': 'd',
  'model.localExpander': 'd',
  'loss.embeddingThreshold': 'embedding threshold',
  'loss.locationThreshold': 'location threshold',
};

/** The symbol of a field in formulas, or its name in explanations; `undefined` where neither has it. */
export function symbolOfField({ path, meta }: Pick<FieldDescription, 'path' | 'meta'>): string | undefined {
  return meta.symbol ?? IN_FORMULAS[path];
}
