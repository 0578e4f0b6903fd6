import type { FieldDescription } from './describe';

/** Fields whose label needs no symbol, and the one that formulas have for what they set. */
const IN_FORMULAS: Readonly<Record<string, string>> = {
  'run.batch': 'n',
  'model.globalExpander': 'd',
  'model.localExpander': 'd',
};

/** The symbol of a field in formulas; `undefined` where no formula has it. */
export function symbolOfField({ path, meta }: Pick<FieldDescription, 'path' | 'meta'>): string | undefined {
  return meta.symbol ?? IN_FORMULAS[path];
}
