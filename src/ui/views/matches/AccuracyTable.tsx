import { percent } from '../../../reports/format';
import type { MatchingAccuracy } from '../../../reports/matches';
import classes from './matches.module.css';

export interface AccuracyColumn {
  readonly name: string;
  readonly accuracy: MatchingAccuracy;
}

interface AccuracyTableProps {
  readonly title: string;
  /** What the names of the columns are, e.g. "within, in cells". */
  readonly heading: string;
  readonly columns: readonly AccuracyColumn[];
}

/** Shares of matches that are right, by what is matched. */
export function AccuracyTable({ title, heading, columns }: AccuracyTableProps) {
  const hasEmbeddings = columns.some(({ accuracy }) => accuracy.embeddings !== undefined);
  return (
    <table className={classes.accuracy}>
      <caption>
        {title}, {columns[0]?.accuracy.count ?? 0} cells counted
      </caption>
      <thead>
        <tr>
          <th scope="col">{heading}</th>
          {columns.map(({ name }) => (
            <th key={name} scope="col">
              {name}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {hasEmbeddings && <Row name="Embedding" columns={columns} value={({ embeddings }) => embeddings} />}
        <Row name="Backbone" columns={columns} value={({ features }) => features} />
        <Row name="Guessing" columns={columns} value={({ chance }) => chance} />
      </tbody>
    </table>
  );
}

interface RowProps {
  readonly name: string;
  readonly columns: readonly AccuracyColumn[];
  readonly value: (accuracy: MatchingAccuracy) => number | undefined;
}

function Row({ name, columns, value }: RowProps) {
  return (
    <tr>
      <th scope="row">{name}</th>
      {columns.map((column) => {
        const share = value(column.accuracy);
        return (
          <td key={column.name}>
            {share === undefined || column.accuracy.count === 0 ? '–' : percent(share)}
          </td>
        );
      })}
    </tr>
  );
}
