import { useMemo, type ReactNode } from 'react';
import { percent, significant } from '../../../reports/format';
import type { CellQuantity, FeatureMapsRequest, LookSubject } from '../../../worker/protocol';
import type { LookState } from '../../store/pacedLook';
import type { Pixels } from '../PixelCanvas';
import type { ColourReference } from './alignScores';
import { cellColours } from './cellColours';
import { cellTable, largestCells, type CellTable } from './cellTable';
import { CellTile } from './CellTile';
import type { FeatureSettings } from './FeatureControls';
import { quantityText } from './quantities';
import { ValueBar } from './ValueBar';
import looks from '../looks/looks.module.css';
import classes from './features.module.css';

/** A cell of one of the panel's images. */
export interface PanelCell {
  readonly place: number;
  readonly cell: number;
}

/** An image of the panel. */
export interface PanelImage {
  readonly name: string;
  readonly square: Pixels | undefined;
}

/** A look as this view shows it. */
export interface ShownMaps {
  readonly table: CellTable;
  readonly quantity: CellQuantity;
  readonly step: number;
  readonly shares: readonly number[] | undefined;
}

/** @param request what is asked; the answer to another one is of other cells */
export function shownMaps(
  { answer, question }: LookState<'featureMaps'>,
  request: FeatureMapsRequest,
  reference: ColourReference | null,
): ShownMaps | null {
  if (answer === null || question?.request.images !== request.images) return null;
  const { quantity } = question.request;
  const { step, report } = answer;
  return { table: cellTable(report, quantity, reference), quantity, step, shares: report.shares };
}

interface FeatureSideProps {
  readonly label: string;
  readonly subject: LookSubject;
  readonly picker: (isWaiting: boolean) => ReactNode;
  readonly look: LookState<'featureMaps'>;
  readonly shown: ShownMaps | null;
  readonly panel: readonly PanelImage[];
  readonly settings: FeatureSettings;
  readonly focus: PanelCell | undefined;
  readonly onFocus: (cell: PanelCell | undefined) => void;
  readonly onChoose: ((cell: PanelCell) => void) | undefined;
}

/** The panel as one subject's network sees it. */
export function FeatureSide(props: FeatureSideProps) {
  const { label, subject, picker, look, shown, panel, settings } = props;
  const { focus, onFocus, onChoose } = props;
  const maps = useMemo(
    () => shown && panel.map((_, place) => cellColours(shown.table, place)),
    [shown, panel],
  );
  const isLikeness = shown?.quantity.of === 'likeness';
  const nearest = useMemo(
    () => (shown !== null && isLikeness ? largestCells(shown.table) : undefined),
    [shown, isLikeness],
  );
  const count = shown === null ? 0 : shown.table.rows * shown.table.columns;
  return (
    <section className={classes.side} aria-label={label}>
      {picker(look.question?.subject !== subject && look.failure === null)}
      <p className={classes.facts} role="status">
        {look.failure !== null
          ? `${look.failure.message} ${look.failure.remedy ?? ''}`
          : shown === null
            ? 'Looking at the network …'
            : factsText(shown, subject)}
      </p>
      <div className={classes.tiles} aria-busy={look.isAsking}>
        {panel.map(({ name, square }, place) => (
          <CellTile
            key={name}
            name={name}
            image={square}
            map={maps?.[place]}
            opacity={settings.opacity}
            smooth={settings.smooth}
            focus={focus?.place === place && focus.cell < count ? focus.cell : undefined}
            ring={nearest?.[place]}
            onPoint={(cell) => onFocus({ place, cell })}
            onLeave={() => onFocus(undefined)}
            onChoose={onChoose && ((cell) => onChoose({ place, cell }))}
          />
        ))}
      </div>
      {shown !== null && shown.shares === undefined && (
        <ValueBar title={quantityText(shown.quantity)} range={shown.table.range} />
      )}
      {shown !== null && <NumbersTable shown={shown} panel={panel} />}
    </section>
  );
}

function factsText({ table, step, shares, quantity }: ShownMaps, subject: LookSubject): string {
  const when = subject.of === 'file' ? '' : `Step ${step.toLocaleString('en')}, `;
  const of = `${when}${table.rows} × ${table.columns} cells.`;
  if (shares === undefined) return `${of} ${quantityText(quantity)}.`;
  const whole = shares.reduce((sum, share) => sum + share, 0);
  if (whole === 0) return `${of} All cells are equal: nothing varies.`;
  return `${of} The three components hold ${percent(whole)} of the variance (${shares.map((share) => percent(share)).join(', ')}).`;
}

interface NumbersTableProps {
  readonly shown: ShownMaps;
  readonly panel: readonly PanelImage[];
}

/** What the colours say, in numbers. */
function NumbersTable({ shown: { table, quantity }, panel }: NumbersTableProps) {
  const { rows, columns, width, values } = table;
  const size = rows * columns * width;
  const names = width === 3 ? ['Red', 'Green', 'Blue'] : [quantityText(quantity)];
  return (
    <details className={classes.numbers}>
      <summary>Numbers</summary>
      <table className={looks.numbers}>
        <thead>
          <tr>
            <th scope="col">Image</th>
            {names.map((name) => (
              <th key={name} scope="col">
                {name}, least to largest
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {panel.map(({ name }, place) => {
            const own = values.subarray(place * size, (place + 1) * size);
            return (
              <tr key={name}>
                <th scope="row">{name}</th>
                {names.map((column, axis) => {
                  const along = own.filter((_, at) => at % width === axis);
                  return (
                    <td key={column}>
                      {significant(Math.min(...along), 3)} to {significant(Math.max(...along), 3)}
                    </td>
                  );
                })}
              </tr>
            );
          })}
        </tbody>
      </table>
    </details>
  );
}
