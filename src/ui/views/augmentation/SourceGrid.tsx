import { cellSize, type GridView } from '../../../augment/viewGeometry';
import classes from './augmentation.module.css';

/** The borders between the cells of a view in the source image, in its pixels, for use inside an SVG. */
export function SourceGrid({ view }: { readonly view: GridView }) {
  const { top, left, height, width } = view.parameters.crop;
  const [cellHeight, cellWidth] = cellSize(view);
  let path = '';
  for (let row = 1; row < view.rows; row++) path += `M${left} ${top + row * cellHeight}h${width}`;
  for (let column = 1; column < view.columns; column++)
    path += `M${left + column * cellWidth} ${top}v${height}`;
  return <path d={path} className={classes.sourceGrid} />;
}
