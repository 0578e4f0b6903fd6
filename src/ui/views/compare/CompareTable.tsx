import type { ComparisonRow } from './comparisonTables';
import type { RunOnShow } from './CompareView';
import cards from '../../theme/card.module.css';
import classes from './compare.module.css';

interface CompareTableProps {
  readonly title: string;
  /** What to say where there is no row. */
  readonly none: string;
  readonly runs: readonly RunOnShow[];
  readonly rows: readonly ComparisonRow[];
}

/** A row a field or measure, a column a run. */
export function CompareTable({ title, none, runs, rows }: CompareTableProps) {
  return (
    <section className={cards.card} aria-label={title}>
      <h3 className={cards.cardTitle}>{title}</h3>
      {rows.length === 0 ? (
        <p className={classes.none}>{none}</p>
      ) : (
        <div className={classes.scroll} tabIndex={0} role="group" aria-label={`${title}, scrolls sideways`}>
          <table className={classes.table}>
            <thead>
              <tr>
                <th scope="col" />
                {runs.map(({ id, name, colour }) => (
                  <th key={id} scope="col">
                    <span className={classes.dot} style={{ background: colour }} aria-hidden />
                    {name}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {rows.map(({ id, label, help, cells, best }) => (
                <tr key={id}>
                  <th scope="row" title={help}>
                    {label}
                  </th>
                  {cells.map((cell, column) => (
                    <td key={runs[column]!.id} data-best={column === best || undefined}>
                      {cell ?? '–'}
                    </td>
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </section>
  );
}
