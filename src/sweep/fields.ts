import { describeConfig, type FieldDescription } from '../config/describe';
import type { RunConfig } from '../config/runConfig';

/** The seed has a place of its own in a sweep, and the data set decides on its source. */
const NOT_SWEPT: readonly string[] = ['run.seed', 'data.source'];

/** The fields that a sweep over `base` can change, in the order of the schema. */
export function sweepFields(base: RunConfig): FieldDescription[] {
  return describeConfig(base).filter(({ path }) => !NOT_SWEPT.includes(path));
}

/** The field at `path`; `undefined` where a sweep over `base` can change none there. */
export function sweepField(base: RunConfig, path: string): FieldDescription | undefined {
  return sweepFields(base).find((field) => field.path === path);
}

/** What each axis is called: its paper symbol, or its label where it has none or another axis has the same one. */
export function axisNames(base: RunConfig, paths: readonly string[]): string[] {
  const metas = paths.map((path) => sweepField(base, path)?.meta);
  const symbols = metas.map((meta) => meta?.symbol);
  return paths.map((path, place) => {
    const symbol = symbols[place];
    const ownSymbol = symbol !== undefined && symbols.indexOf(symbol) === symbols.lastIndexOf(symbol);
    return ownSymbol ? symbol : (metas[place]?.label ?? path);
  });
}
