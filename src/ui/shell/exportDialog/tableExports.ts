import { IconColumns3, IconMatrix, IconTableColumn, type Icon } from '@tabler/icons-react';
import type { TableFormat } from '../../../exporting/formats';

/** Features of the images as a file. */
export interface TableExport {
  readonly title: string;
  readonly Icon: Icon;
  readonly what: string;
  readonly table: TableFormat;
  readonly ending: string;
  readonly type: string;
}

export const TABLE_EXPORTS: readonly TableExport[] = [
  {
    title: 'Features (NumPy)',
    Icon: IconMatrix,
    what: 'What the model makes of every image, as arrays for numpy.load, with labels where there are any.',
    table: 'npz',
    ending: '.features.npz',
    type: 'application/zip',
  },
  {
    title: 'Features (CSV)',
    Icon: IconColumns3,
    what: 'What the model makes of every image, as a table with a column for each number.',
    table: 'csv',
    ending: '.features.csv',
    type: 'text/csv',
  },
  {
    title: 'Features (Parquet)',
    Icon: IconTableColumn,
    what: 'What the model makes of every image, as a table with a list for each feature, for pandas and others.',
    table: 'parquet',
    ending: '.features.parquet',
    type: 'application/vnd.apache.parquet',
  },
];
