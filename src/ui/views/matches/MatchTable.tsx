import { distance } from './matchText';
import type { MatchSnapshot } from '../../../reports/matches';
import { missOf, sourceOf } from '../../../reports/verdict';
import type { ShownMatch } from '../correspondence/matchSelection';
import classes from './matches.module.css';

interface MatchTableProps {
  readonly snapshot: MatchSnapshot;
  readonly matches: readonly ShownMatch[];
}

const WORDS = { right: 'right', wrong: 'wrong', unseen: 'no true place in view 2' } as const;

/** The matches that are drawn, as a table. */
export function MatchTable({ snapshot, matches }: MatchTableProps) {
  const [first, second] = snapshot.views;
  return (
    <details className={classes.table}>
      <summary>Matches as a table</summary>
      <div tabIndex={0} role="region" aria-label="Matches">
        <table>
          <thead>
            <tr>
              <th scope="col">Cell of view 1</th>
              <th scope="col">Cell of view 2</th>
              <th scope="col">Distance</th>
              <th scope="col">Error in cells</th>
              <th scope="col">Error in pixels</th>
              <th scope="col">Verdict</th>
            </tr>
          </thead>
          <tbody>
            {matches.map(({ input, candidate, distance: apart, verdict }) => {
              const miss =
                verdict === 'unseen' ? undefined : missOf(second, candidate, sourceOf(first, input));
              return (
                <tr key={input}>
                  <td>{input}</td>
                  <td>{candidate}</td>
                  <td>{distance(apart)}</td>
                  <td>{miss === undefined ? '–' : miss.cells.toFixed(2)}</td>
                  <td>{miss === undefined ? '–' : miss.pixels.toFixed(1)}</td>
                  <td>{WORDS[verdict]}</td>
                </tr>
              );
            })}
          </tbody>
        </table>
      </div>
    </details>
  );
}
