import type { FieldDescription } from '../../../config/describe';

/** @file How the fields are called where they stand without their panel. */

/** Headings by the root of a field's path, in the order of the panels. */
const GROUPS: Readonly<Record<string, string>> = {
  loss: 'Loss and matching',
  data: 'Data',
  views: 'Augmentation',
  model: 'Model',
  optim: 'Optimiser',
  run: 'Run',
};

/** Changes nothing of what is learned. */
const REPORTING: readonly string[] = ['run.reportEvery', 'run.snapshotEvery'];

/** A heading with its fields, as Mantine takes them. */
export interface FieldGroup {
  readonly group: string;
  readonly items: { readonly value: string; readonly label: string }[];
}

/** Fields to choose from, under the headings of their panels. */
export function fieldChoices(fields: readonly FieldDescription[]): FieldGroup[] {
  return Object.entries(GROUPS).map(([root, group]) => ({
    group,
    items: fields
      .filter(({ path }) => path.startsWith(`${root}.`) && !REPORTING.includes(path))
      .map((field) => ({ value: field.path, label: fieldName(field) })),
  }));
}

/** A name that no other field has: "Global weight α", "Hue, right views", "Views, small crops". */
export function fieldName({ path, meta }: FieldDescription): string {
  const name = meta.symbol === undefined ? meta.label : `${meta.label} ${meta.symbol}`;
  const side = /^views\.(left|right)\./.exec(path)?.[1];
  if (side !== undefined) return `${name}, ${side} views`;
  const crops = /^views\.crops\.(\d+)\./.exec(path)?.[1];
  return crops === undefined || crops === '0' ? name : `${name}, small crops`;
}
