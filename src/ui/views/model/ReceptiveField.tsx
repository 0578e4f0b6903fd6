import type { LayerGroup } from '../../../vicregl/networkLayers';
import classes from './model.module.css';

interface ReceptiveFieldProps {
  readonly groups: readonly LayerGroup[];
  /** Side of the view in pixels. */
  readonly size: number;
}

/** Room around the view in the drawing, in parts of its side. */
const ROOM = 0.12;

/** What one cell of the last map sees of the view: drawn, and as numbers for every part of the backbone. */
export function ReceptiveField({ groups, size }: ReceptiveFieldProps) {
  const backbone = groups.filter(({ module }) => module === 'backbone');
  const { field, step, side } = backbone.at(-1)! as Required<LayerGroup>;
  const room = ROOM * size;
  const cell = { x: Math.floor(side / 2) * step, side: step };
  const seen = { x: cell.x + cell.side / 2 - field / 2, side: field };
  const clip = { from: Math.max(-room, seen.x), to: Math.min(size + room, seen.x + seen.side) };
  const reaches =
    field >= size
      ? 'more than the whole view: its edges are filled with zeros'
      : `${Math.round((100 * field ** 2) / size ** 2)} % of the view`;
  return (
    <figure className={classes.field}>
      <svg
        viewBox={`${-room} ${-room} ${size + 2 * room} ${size + 2 * room}`}
        role="img"
        aria-label={`A cell stands for ${step} px and sees ${field} px of a view of ${size} px`}
      >
        <rect className={classes.fieldView} width={size} height={size} />
        {Array.from({ length: side - 1 }, (_, line) => (
          <path
            key={line}
            className={classes.fieldGrid}
            d={`M${(line + 1) * step} 0 V${size} M0 ${(line + 1) * step} H${size}`}
          />
        ))}
        <rect
          className={classes.fieldSeen}
          x={clip.from}
          y={clip.from}
          width={clip.to - clip.from}
          height={clip.to - clip.from}
        />
        <rect className={classes.fieldCell} x={cell.x} y={cell.x} width={cell.side} height={cell.side} />
      </svg>
      <figcaption>
        <p>
          A cell of the last map stands for <strong>{step} px</strong> and depends on{' '}
          <strong>
            {field} × {field} px
          </strong>
          : {reaches}.
        </p>
        <dl className={classes.fields}>
          {backbone.map((group) => (
            <div key={group.id}>
              <dt>{group.title}</dt>
              <dd>
                sees {group.field} px, stride {group.step} px
              </dd>
            </div>
          ))}
        </dl>
      </figcaption>
    </figure>
  );
}
