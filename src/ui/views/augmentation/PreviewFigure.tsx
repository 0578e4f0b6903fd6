import { sharedArea } from '../../../augment/viewGeometry';
import type { Preview } from '../../../reports/preview';
import type { ViewIndex } from '../correspondence/cellQuery';
import { SharedAreaOutline } from '../correspondence/FocusMarks';
import { MatchLines } from '../correspondence/MatchLines';
import type { ShownMatch } from '../correspondence/matchSelection';
import { SIDE, STAGE_WIDTH } from '../correspondence/stage';
import type { CellAction, CellFocus } from '../correspondence/useCellFocus';
import { ViewPanel } from '../correspondence/ViewPanel';
import stage from '../correspondence/stage.module.css';
import { CropFigure } from './CropFigure';
import type { LocatedPreview } from './locatedViews';
import { SourceCell } from './SourceCell';
import { SourceGrid } from './SourceGrid';
import { ViewCaption } from './ViewCaption';
import { ViewMarks } from './ViewMarks';
import classes from './augmentation.module.css';

interface PreviewFigureProps {
  readonly source: Preview['source'];
  /** All views, the two global ones first. */
  readonly views: readonly LocatedPreview[];
  /** Between the global views; none are drawn while a cell is asked about. */
  readonly matches: readonly ShownMatch[];
  /** Whether the borders of cells are drawn; on the source those of the view that is asked about, else of all. */
  readonly grids: boolean;
  readonly focus: CellFocus<number>;
  readonly onCell: (action: CellAction<number>) => void;
}

const GLOBAL: readonly ViewIndex[] = [0, 1];

/** The source with all crops, the global views side by side with the matches between them, then the small views. */
export function PreviewFigure({ source, views, matches, grids, focus, onCell }: PreviewFigureProps) {
  const asked = focus.pinned ?? focus.hovered;
  const pinned = focus.pinned !== undefined;
  const current = focus.hovered ?? focus.pinned;
  const [first, second] = views as [LocatedPreview, LocatedPreview];
  const areas = [sharedArea(first, second), sharedArea(second, first)] as const;
  const panel = (number: number) => (
    <ViewPanel index={number} view={views[number]!} current={current} smooth onCell={onCell} />
  );
  const marks = (number: number, index: ViewIndex) => (
    <ViewMarks {...{ views, number, index, asked, pinned }} grid={grids} />
  );
  return (
    <div className={classes.figure}>
      <figure className={classes.sourceFigure} style={{ maxWidth: sourceWidth(source) }}>
        <CropFigure source={source} views={views} numberSize={5}>
          {grids &&
            views.map(
              (view, number) => (asked?.view ?? number) === number && <SourceGrid key={number} view={view} />,
            )}
          {asked !== undefined && <SourceCell view={views[asked.view]!} cell={asked.cell} />}
        </CropFigure>
        <figcaption>
          Source, {source.width} × {source.height} px, and the crops
        </figcaption>
      </figure>
      <div>
        <div className={stage.stage} style={{ aspectRatio: `${STAGE_WIDTH} / ${SIDE}` }}>
          {GLOBAL.map((index) => (
            <div key={index} className={classes.pane}>
              {panel(index)}
            </div>
          ))}
          <svg viewBox={`0 0 ${STAGE_WIDTH} ${SIDE}`} className={stage.overlay} aria-hidden>
            {GLOBAL.map((index) => {
              const area = areas[index];
              return area && <SharedAreaOutline key={index} index={index} area={area} />;
            })}
            <g className={stage.allLines} data-behind={asked !== undefined}>
              <MatchLines snapshot={{ views: [first, second] }} kind="location" matches={matches} />
            </g>
            {GLOBAL.map((index) => (
              <g key={index}>{marks(index, index)}</g>
            ))}
          </svg>
        </div>
        <div className={classes.globalCaptions}>
          {GLOBAL.map((index) => (
            <ViewCaption key={index} number={index + 1} view={views[index]!.parameters} source={source} />
          ))}
        </div>
        {views.length > GLOBAL.length && (
          <ol className={classes.smallViews} aria-label="Small views">
            {views.slice(GLOBAL.length).map((view, later) => {
              const number = GLOBAL.length + later;
              return (
                <li key={number}>
                  <div className={classes.pane}>
                    {panel(number)}
                    <svg viewBox={`0 0 ${SIDE} ${SIDE}`} className={stage.overlay} aria-hidden>
                      {marks(number, 0)}
                    </svg>
                  </div>
                  <ViewCaption number={number + 1} view={view.parameters} source={source} />
                </li>
              );
            })}
          </ol>
        )}
      </div>
    </div>
  );
}

/** A source that is taller than wide must not push the views off the screen. */
function sourceWidth({ height, width }: Preview['source']): string {
  return `${20 * Math.min(1, width / height)}rem`;
}
