import type { MatchSnapshot, SnapshotView } from '../../../reports/matches';
import { compareWith, otherView, type CellAnswer, type CellRef, type Comparison } from './cellQuery';
import { cellCount, rowColumn } from '../../../augment/viewGeometry';
import classes from './correspondence.module.css';

interface CellReadoutProps {
  readonly snapshot: MatchSnapshot;
  readonly answer: CellAnswer | undefined;
  readonly pinned: boolean;
  readonly probe: CellRef | undefined;
}

const NONE = '–';

/** The numbers of the cell asked about. The table is always there, so that nothing moves when a cell is pointed at. */
export function CellReadout({ snapshot, answer, pinned, probe }: CellReadoutProps) {
  const other = answer && snapshot.views[otherView(answer.asked.view)];
  const count = other === undefined ? 0 : cellCount(other);
  return (
    <table className={classes.readout}>
      <thead>
        <tr>
          <th scope="col" className={classes.columnName}>
            Cell
          </th>
          <th scope="col">Row, col.</th>
          <th scope="col">Distance</th>
          <th scope="col">Rank</th>
          <th scope="col">Off by</th>
        </tr>
      </thead>
      <tbody>
        <tr>
          <th scope="row">
            <span className={classes.key} data-shape="box" />
            {answer === undefined ? 'Asked' : `${pinned ? 'Pinned' : 'Asked'}, view ${answer.asked.view + 1}`}
          </th>
          {answer !== undefined && <td>{place(snapshot.views[answer.asked.view], answer.asked.cell)}</td>}
          <td colSpan={answer === undefined ? 4 : 3} className={classes.remark}>
            {remark(answer)}
          </td>
        </tr>
        <ComparisonRow label="Best match" shape="ring" view={other} comparison={answer?.best} count={count} />
        <ComparisonRow
          label="True place"
          shape="cross"
          view={other}
          comparison={answer?.truth?.comparison}
          count={count}
        />
        <ComparisonRow
          label="Pointer"
          shape="dashed"
          view={other}
          comparison={answer && probe && compareWith(snapshot, answer, probe.cell)}
          count={count}
        />
      </tbody>
    </table>
  );
}

interface ComparisonRowProps {
  readonly label: string;
  readonly shape: string;
  readonly view: SnapshotView | undefined;
  readonly comparison: Comparison | undefined;
  readonly count: number;
}

function ComparisonRow({ label, shape, view, comparison, count }: ComparisonRowProps) {
  const known = view !== undefined && comparison !== undefined;
  return (
    <tr>
      <th scope="row">
        <span className={classes.key} data-shape={shape} />
        {label}
      </th>
      <td>{known ? place(view, comparison.cell) : NONE}</td>
      <td>{known ? comparison.distance.toPrecision(3) : NONE}</td>
      <td>{known ? `${comparison.rank} / ${count}` : NONE}</td>
      <td>{known ? <OffBy comparison={comparison} /> : NONE}</td>
    </tr>
  );
}

function remark(answer: CellAnswer | undefined): string {
  if (answer === undefined) return 'point, tap, or use the arrow keys';
  return answer.truth === undefined ? 'not in the other view' : 'both views show it';
}

function place(view: SnapshotView, cell: number): string {
  const { row, column } = rowColumn(view, cell);
  return `${row + 1}, ${column + 1}`;
}

function OffBy({ comparison: { miss } }: { readonly comparison: Comparison }) {
  return (
    <>
      {miss.pixels.toFixed(1)} px
      <span className={classes.wideOnly}> · {miss.cells.toFixed(1)} cells</span>
    </>
  );
}

/** The same in one sentence, for those who hear the page. */
export function spokenAnswer(snapshot: MatchSnapshot, answer: CellAnswer): string {
  const { view, cell } = answer.asked;
  const other = snapshot.views[otherView(view)];
  const truth =
    answer.truth === undefined
      ? 'the other view does not show its true place'
      : `the true place is ${place(other, answer.truth.comparison.cell)}, rank ${answer.truth.comparison.rank}`;
  return (
    `View ${view + 1}, row and column ${place(snapshot.views[view], cell)}: ` +
    `best match ${place(other, answer.best.cell)}, distance ${answer.best.distance.toPrecision(3)}, ` +
    `${answer.best.miss.pixels.toFixed(1)} pixels off; ${truth}.`
  );
}
