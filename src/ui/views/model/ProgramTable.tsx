import { percent } from '../../../reports/format';
import type { ProgramTime } from '../../../worker/protocol';
import classes from './programs.module.css';

/** What the programs of a step cost. */
export function ProgramTable({ programs }: { readonly programs: readonly ProgramTime[] }) {
  const sum = (of: 'dispatches' | 'milliseconds') => programs.reduce((all, row) => all + row[of], 0);
  return (
    <div className={classes.scroll} tabIndex={0} role="region" aria-label="Programs of a step">
      <table className={classes.table}>
        <caption>A replayed step. Browsers may round each time to 100 µs.</caption>
        <thead>
          <tr>
            <th scope="col">Program</th>
            <th scope="col">Dispatches</th>
            <th scope="col">Time in µs</th>
            <th scope="col">Share</th>
          </tr>
        </thead>
        <tbody>
          {programs.map(({ program, dispatches, milliseconds, share }) => (
            <tr key={program}>
              <th scope="row">{program}</th>
              <td>{dispatches}</td>
              <td>{microseconds(milliseconds)}</td>
              <td>{percent(share, 1)}</td>
            </tr>
          ))}
        </tbody>
        <tfoot>
          <tr>
            <th scope="row">All</th>
            <td>{sum('dispatches')}</td>
            <td>{microseconds(sum('milliseconds'))}</td>
            <td />
          </tr>
        </tfoot>
      </table>
    </div>
  );
}

function microseconds(milliseconds: number): string {
  return (1000 * milliseconds).toLocaleString('en', { maximumFractionDigits: 0 });
}
