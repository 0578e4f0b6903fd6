import { VisuallyHidden } from '@mantine/core';
import { useLayoutEffect, useRef, useState } from 'react';
import { plain } from '../../../quoted';
import { percent } from '../../../reports/format';
import { viridis, VIRIDIS_NEAR_TO_FAR } from '../correspondence/colourMap';
import { mostConfused, nextCell, shareAt, totalOf, type Confusion, type ConfusionCell } from './confusion';
import classes from './confusion.module.css';

interface ConfusionViewProps {
  readonly confusion: Confusion;
  readonly names: readonly string[];
}

/** Classes up to which their names stand beside the matrix, and in a table for screen readers. */
const NAMES_SHOWN = 20;
const TABLE_CLASSES = 40;

/** Which classes are taken for which: bright cells are large shares of the true class. */
export function ConfusionView({ confusion, names }: ConfusionViewProps) {
  const [cell, setCell] = useState<ConfusionCell>();
  const count = names.length;
  const shown = count <= NAMES_SHOWN;
  const cellAt = (event: React.PointerEvent<HTMLElement>): ConfusionCell => {
    const { left, top, width, height } = event.currentTarget.getBoundingClientRect();
    const at = (offset: number, size: number) =>
      Math.min(count - 1, Math.max(0, Math.floor((count * offset) / size)));
    return { truth: at(event.clientY - top, height), predicted: at(event.clientX - left, width) };
  };
  return (
    <figure className={classes.figure}>
      <figcaption>Confusion matrix of the test images, with all labels</figcaption>
      <div className={classes.matrix} data-names={shown || undefined}>
        <span className={classes.predicted}>predicted class →</span>
        <span className={classes.true}>true class →</span>
        {shown && <Names names={names} className={classes.columns} />}
        {shown && <Names names={names} className={classes.rows} />}
        <div
          className={classes.cells}
          role="application"
          aria-label="Confusion matrix: arrow keys go from cell to cell"
          tabIndex={0}
          onPointerMove={(event) => setCell(cellAt(event))}
          onPointerDown={(event) => setCell(cellAt(event))}
          onPointerLeave={() => setCell(undefined)}
          onFocus={() => setCell((now) => now ?? { truth: 0, predicted: 0 })}
          onBlur={() => setCell(undefined)}
          onKeyDown={(event) => {
            const next = nextCell(cell ?? { truth: 0, predicted: 0 }, event.key, count);
            if (next === undefined) return;
            event.preventDefault();
            setCell(next);
          }}
        >
          <Heat confusion={confusion} />
          {cell !== undefined && (
            <span
              className={classes.mark}
              style={{
                left: `${(100 * cell.predicted) / count}%`,
                top: `${(100 * cell.truth) / count}%`,
                width: `${100 / count}%`,
                height: `${100 / count}%`,
              }}
            />
          )}
        </div>
        <div className={classes.scale} aria-hidden>
          <span>100 %</span>
          <div style={{ backgroundImage: VIRIDIS_NEAR_TO_FAR }} />
          <span>0 % of the true class</span>
        </div>
      </div>
      <p className={classes.readout} role="status">
        {readout(confusion, names, cell)}
      </p>
      {count <= TABLE_CLASSES && <Table confusion={confusion} names={names} />}
    </figure>
  );
}

function readout(confusion: Confusion, names: readonly string[], cell: ConfusionCell | undefined): string {
  const asked = cell ?? mostConfused(confusion);
  if (asked === undefined) return 'Every test image was put into its class.';
  const { truth, predicted } = asked;
  const images = `${confusion[truth]![predicted]!.toLocaleString('en')} of ${totalOf(confusion, truth).toLocaleString('en')} (${percent(shareAt(confusion, asked))})`;
  const [own, other] = [plain(names[truth]!), plain(names[predicted]!)];
  const said = truth === predicted ? `${own}: ${images} right` : `${own} taken for ${other}: ${images}`;
  return cell === undefined ? `Most often, ${said}.` : `${said}.`;
}

function Names({
  names,
  className,
}: {
  readonly names: readonly string[];
  readonly className?: string | undefined;
}) {
  return (
    <div className={className} aria-hidden>
      {names.map((name) => (
        <span key={name} title={plain(name)}>
          {plain(name)}
        </span>
      ))}
    </div>
  );
}

function Heat({ confusion }: { readonly confusion: Confusion }) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const count = confusion.length;
  useLayoutEffect(() => {
    const context = canvas.current?.getContext('2d');
    if (!context || count === 0) return;
    const image = new ImageData(count, count);
    confusion.forEach((row, truth) =>
      row.forEach((_, predicted) => {
        const [red, green, blue] = viridis(shareAt(confusion, { truth, predicted }));
        image.data.set([red, green, blue, 255], 4 * (truth * count + predicted));
      }),
    );
    context.putImageData(image, 0, 0);
  }, [confusion, count]);
  return <canvas ref={canvas} width={count} height={count} aria-hidden />;
}

function Table({ confusion, names }: ConfusionViewProps) {
  return (
    <VisuallyHidden>
      <table>
        <caption>Test images by true class (rows) and predicted class (columns)</caption>
        <thead>
          <tr>
            <th scope="col">true class</th>
            {names.map((name) => (
              <th key={name} scope="col">
                {plain(name)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {confusion.map((row, truth) => (
            <tr key={names[truth]}>
              <th scope="row">{plain(names[truth]!)}</th>
              {row.map((count, predicted) => (
                <td key={names[predicted]}>{count}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </VisuallyHidden>
  );
}
