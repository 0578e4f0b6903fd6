import type { MatchSnapshot } from '../../../reports/matches';
import { trueMiss } from '../../../reports/verdict';
import type { ShownMatch } from '../correspondence/matchSelection';
import { VERDICT_WORDS, type VerdictRule } from '../correspondence/verdictRule';
import { className, distance } from './matchText';
import classes from './matches.module.css';

interface MatchTableProps {
  readonly snapshot: MatchSnapshot;
  readonly matches: readonly ShownMatch[];
  readonly rule: VerdictRule;
  /** Of the masks. */
  readonly classNames: readonly string[] | undefined;
}

/** The matches that are drawn, as a table. */
export function MatchTable({ snapshot, matches, rule, classNames }: MatchTableProps) {
  const columns = [...COLUMNS.always, ...COLUMNS[rule]];
  return (
    <details className={classes.table}>
      <summary>Matches as a table</summary>
      <div tabIndex={0} role="region" aria-label="Matches">
        <table>
          <thead>
            <tr>
              {columns.map(({ title }) => (
                <th key={title} scope="col">
                  {title}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {matches.map((match) => (
              <tr key={match.input}>
                {columns.map(({ title, text }) => (
                  <td key={title}>{text(match, snapshot, classNames)}</td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </details>
  );
}

interface Column {
  readonly title: string;
  readonly text: (
    match: ShownMatch,
    snapshot: MatchSnapshot,
    classNames: readonly string[] | undefined,
  ) => string;
}

const missAt = ({ input, candidate }: ShownMatch, { views }: MatchSnapshot) =>
  trueMiss(views[0], input, views[1], candidate);

/** What the table says of every match, and what of those that are judged by a rule. */
const COLUMNS: Readonly<Record<'always' | VerdictRule, readonly Column[]>> = {
  always: [
    { title: 'Cell of view 1', text: ({ input }) => String(input) },
    { title: 'Cell of view 2', text: ({ candidate }) => String(candidate) },
    { title: 'Distance', text: (match) => distance(match.distance) },
  ],
  place: [
    { title: 'Error in cells', text: (match, snapshot) => missAt(match, snapshot)?.cells.toFixed(2) ?? '–' },
    {
      title: 'Error in pixels',
      text: (match, snapshot) => missAt(match, snapshot)?.pixels.toFixed(1) ?? '–',
    },
    { title: 'Verdict', text: ({ verdict }) => VERDICT_WORDS.place[verdict].word },
  ],
  class: [
    { title: 'Class 1', text: ({ input }, { views }, names) => className(views[0], input, names) || '–' },
    {
      title: 'Class 2',
      text: ({ candidate }, { views }, names) => className(views[1], candidate, names) || '–',
    },
    { title: 'Verdict', text: ({ verdict }) => VERDICT_WORDS.class[verdict].word },
  ],
  none: [],
};
