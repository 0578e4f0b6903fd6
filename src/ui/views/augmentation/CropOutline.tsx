import type { ViewParameters } from '../../../augment/viewParameters';
import classes from './augmentation.module.css';

interface CropOutlineProps {
  readonly view: ViewParameters;
  /** Counted from 1. */
  readonly number: number;
  /** A ninth of the height of the number, in source pixels: what sizes are measured in. */
  readonly unit: number;
}

/** One crop in the coordinates of the source image, for use inside an SVG: its box, its number, ⇋ when it is flipped. */
export function CropOutline({ view: { crop, flip }, number, unit }: CropOutlineProps) {
  const dash = number === 1 ? undefined : `${4 * unit} ${2.5 * unit}`;
  const tag = { width: (flip ? 20 : 11) * unit, height: 11 * unit };
  const tagX = number % 2 === 1 ? crop.left : crop.left + crop.width - tag.width;
  return (
    <g>
      <rect
        x={crop.left}
        y={crop.top}
        width={crop.width}
        height={crop.height}
        className={classes.boxHalo}
        strokeDasharray={dash}
      />
      <rect
        x={crop.left}
        y={crop.top}
        width={crop.width}
        height={crop.height}
        className={classes.box}
        strokeDasharray={dash}
      />
      <rect x={tagX} y={crop.top} {...tag} className={classes.tag} />
      <text
        x={tagX + tag.width / 2}
        y={crop.top + 8.6 * unit}
        fontSize={9 * unit}
        className={classes.tagText}
      >
        {number}
        {flip ? ' ⇋' : ''}
      </text>
    </g>
  );
}
