import { percent } from '../../../reports/format';
import type { AccuracyAt } from '../../../reports/matchLook';
import classes from './matches.module.css';

interface AccuracyTableProps {
  readonly title: string;
  readonly rows: readonly AccuracyAt[];
}

/** The share of matches that land within some cells of the true place. */
export function AccuracyTable({ title, rows }: AccuracyTableProps) {
  const hasEmbeddings = rows.some(({ embeddings }) => embeddings !== undefined);
  return (
    <table className={classes.accuracy}>
      <caption>
        {title}, {rows[0]?.count ?? 0} cells counted
      </caption>
      <thead>
        <tr>
          <th scope="col">within, in cells</th>
          {rows.map(({ radius }) => (
            <th key={radius} scope="col">
              {radius}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {hasEmbeddings && <Row name="Embedding" rows={rows} value={({ embeddings }) => embeddings} />}
        <Row name="Backbone" rows={rows} value={({ features }) => features} />
        <Row name="Guessing" rows={rows} value={({ chance }) => chance} />
      </tbody>
    </table>
  );
}

interface RowProps {
  readonly name: string;
  readonly rows: readonly AccuracyAt[];
  readonly value: (row: AccuracyAt) => number | undefined;
}

function Row({ name, rows, value }: RowProps) {
  return (
    <tr>
      <th scope="row">{name}</th>
      {rows.map((row) => {
        const share = value(row);
        return <td key={row.radius}>{share === undefined || row.count === 0 ? '–' : percent(share)}</td>;
      })}
    </tr>
  );
}
