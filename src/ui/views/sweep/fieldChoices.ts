import type { FieldDescription } from '../../../config/describe';
import { fieldName, SECTION_TITLES } from '../../../config/fieldNames';

/** Changes nothing of what is learned. */
const REPORTING: readonly string[] = ['run.reportEvery', 'run.snapshotEvery'];

/** A heading with its fields, as Mantine takes them. */
export interface FieldGroup {
  readonly group: string;
  readonly items: { readonly value: string; readonly label: string }[];
}

/** Fields to choose from, under the headings of their panels. */
export function fieldChoices(fields: readonly FieldDescription[]): FieldGroup[] {
  return Object.entries(SECTION_TITLES).map(([root, group]) => ({
    group,
    items: fields
      .filter(({ path }) => path.startsWith(`${root}.`) && !REPORTING.includes(path))
      .map((field) => ({ value: field.path, label: fieldName(field) })),
  }));
}
