import type { MatchSnapshot } from '../../../reports/matches';
import { otherView, type CellAnswer, type CellRef } from './cellQuery';
import { HeatCanvas } from './HeatCanvas';
import { CellBox, CellGrid, FocusMarks, SharedAreaOutline } from './FocusMarks';
import { MatchLines, TruthMarks } from './MatchLines';
import type { ShownMatch } from './matchSelection';
import { SIDE, STAGE_WIDTH } from './stage';
import type { CellAction } from './useCellFocus';
import { ViewPanel } from './ViewPanel';
import { sharedArea } from '../../../augment/viewGeometry';
import type { LineOptions } from './lineOptions';
import classes from './stage.module.css';

interface MatchStageProps {
  readonly snapshot: MatchSnapshot;
  readonly byEmbedding: readonly ShownMatch[];
  readonly byLocation: readonly ShownMatch[];
  readonly answer: CellAnswer | undefined;
  /** The pointed-at cell of the other view while a cell is pinned. */
  readonly probe: CellRef | undefined;
  readonly pinned: boolean;
  /** The cell that keys move from: of either view. */
  readonly current: CellRef | undefined;
  readonly options: LineOptions;
  readonly onCell: (action: CellAction) => void;
}

/** Both views, and over them the lines between matched cells or, for a cell asked about, what it resembles. */
export function MatchStage(props: MatchStageProps) {
  const { snapshot, byEmbedding, byLocation, answer, probe, pinned, current, options, onCell } = props;
  const { views } = snapshot;
  const areas = [sharedArea(views[0], views[1]), sharedArea(views[1], views[0])] as const;
  return (
    <div className={classes.stage} style={{ aspectRatio: `${STAGE_WIDTH} / ${SIDE}` }}>
      {([0, 1] as const).map((index) => (
        <ViewPanel
          key={index}
          index={index}
          view={views[index]}
          current={current}
          smooth={options.smooth}
          onCell={onCell}
        >
          <HeatCanvas
            answer={answer !== undefined && otherView(answer.asked.view) === index ? answer : undefined}
            rows={views[index].rows}
            columns={views[index].columns}
            opacity={options.heatOpacity}
          />
        </ViewPanel>
      ))}
      <svg viewBox={`0 0 ${STAGE_WIDTH} ${SIDE}`} className={classes.overlay} aria-hidden>
        {areas.map(
          (area, index) => area && <SharedAreaOutline key={index} index={index as 0 | 1} area={area} />,
        )}
        {answer !== undefined &&
          views.map(({ rows, columns }, index) => (
            <CellGrid key={index} index={index as 0 | 1} rows={rows} columns={columns} />
          ))}
        <g className={classes.allLines} data-behind={answer !== undefined}>
          {options.location && <MatchLines snapshot={snapshot} kind="location" matches={byLocation} />}
          {options.embedding && <MatchLines snapshot={snapshot} kind="embedding" matches={byEmbedding} />}
          {options.truth && <TruthMarks snapshot={snapshot} matches={byEmbedding} />}
        </g>
        {answer !== undefined && <FocusMarks snapshot={snapshot} answer={answer} pinned={pinned} />}
        {probe !== undefined && (
          <CellBox
            index={probe.view}
            rows={views[probe.view].rows}
            columns={views[probe.view].columns}
            cell={probe.cell}
            strong={false}
          />
        )}
      </svg>
    </div>
  );
}
