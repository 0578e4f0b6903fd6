import { COMPONENTS } from '../../../reports/featureMaps';
import { viridis } from '../correspondence/colourMap';
import type { Pixels } from '../PixelCanvas';
import type { CellTable } from './cellTable';

/** Standard deviations from the middle grey to the end of a colour channel. */
const REACH = 2.5;

/** The map of one image of the panel as a picture of one pixel a cell. */
export function cellColours({ rows, columns, width, values, range }: CellTable, place: number): Pixels {
  const count = rows * columns;
  const own = values.subarray(place * count * width, (place + 1) * count * width);
  const pixels = new Uint8Array(count * 3);
  if (width === COMPONENTS)
    own.forEach((score, at) => {
      pixels[at] = Math.min(255, Math.max(0, Math.round(127.5 * (1 + score / REACH))));
    });
  else {
    const [low, high] = range;
    own.forEach((value, cell) =>
      pixels.set(viridis(high > low ? (value - low) / (high - low) : 0), 3 * cell),
    );
  }
  return { height: rows, width: columns, pixels };
}
