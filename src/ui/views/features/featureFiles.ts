import { csvText } from '../../../formats/csv';
import { writeNpyHeader } from '../../../formats/npy';
import { canvasPng } from '../canvasPng';
import type { FileToSave } from '../../controls/useSaveFile';
import { pixelPicture } from '../pictureSheet';
import { cellColours } from './cellColours';
import { valuesAt } from './cellTable';
import type { PanelImage, ShownMaps } from './FeatureSide';

/** A side of the view as it is saved. */
export interface SavedSide {
  /** Whose weights. */
  readonly weights: string;
  readonly shown: ShownMaps;
}

interface FeatureFilesOptions {
  readonly sides: readonly SavedSide[];
  /** Numbers of the panel's images. */
  readonly images: readonly number[];
  readonly panel: readonly PanelImage[];
  readonly map: string;
  readonly opacity: number;
  readonly smooth: boolean;
}

/** Side of an image in the picture, and the room between two, in pixels. */
const TILE = 192;
const GAP = 8;

/** What the view shows, as files. */
export function featureFiles(options: FeatureFilesOptions): FileToSave[] {
  if (options.sides.length === 0) return [];
  return [
    {
      title: 'Picture (PNG)',
      ending: '.features.png',
      type: 'image/png',
      content: () => canvasPng(sheet(options)),
    },
    {
      title: 'Numbers (CSV)',
      ending: '.features.csv',
      type: 'text/csv',
      content: () => featuresCsv(options),
    },
    {
      title: 'Numbers (JSON)',
      ending: '.features.json',
      type: 'application/json',
      content: () => featuresJson(options),
    },
    ...options.sides.map(({ shown }, place) => ({
      title: place === 0 ? 'Maps (NumPy)' : 'Maps beside (NumPy)',
      ending: place === 0 ? '.features.npy' : '.features-beside.npy',
      type: 'application/octet-stream',
      content: () => featuresNpy(shown, options.images.length),
    })),
  ];
}

type Numbers = Pick<FeatureFilesOptions, 'sides' | 'images' | 'map'>;

/** A row a cell. */
export function featuresCsv({ sides, images, map }: Numbers): string {
  const names = sides[0]!.shown.table.width === 3 ? ['red', 'green', 'blue'] : ['value'];
  const rows = sides.flatMap(({ weights, shown: { table, step } }) =>
    images.flatMap((image, place) =>
      Array.from({ length: table.rows * table.columns }, (_, cell) => [
        ...[weights, step, map, image, Math.floor(cell / table.columns), cell % table.columns],
        ...valuesAt(table, place, cell),
      ]),
    ),
  );
  return csvText(['weights', 'step', 'map', 'image', 'row', 'column', ...names], rows);
}

/** For each side its `values[image][cell]`. */
export function featuresJson({ sides, images, map }: Numbers): string {
  return JSON.stringify({
    map,
    images,
    sides: sides.map(({ weights, shown: { table, step, quantity, shares } }) => ({
      ...{ weights, step, quantity, rows: table.rows, columns: table.columns },
      ...(shares === undefined ? {} : { shares }),
      values: images.map((_, place) =>
        Array.from({ length: table.rows * table.columns }, (__, cell) => valuesAt(table, place, cell)),
      ),
    })),
  });
}

/** `[images, rows, columns]` of single numbers, `[images, rows, columns, 3]` of components, as they are shown. */
export function featuresNpy({ table }: Pick<ShownMaps, 'table'>, images: number): Blob {
  const { rows, columns, width, values } = table;
  const shape = [images, rows, columns, ...(width === 1 ? [] : [width])];
  return new Blob([writeNpyHeader('<f4', shape), values as Float32Array<ArrayBuffer>]);
}

/** A row of images a side. */
function sheet({ sides, panel, opacity, smooth }: FeatureFilesOptions): HTMLCanvasElement {
  const canvas = document.createElement('canvas');
  canvas.width = panel.length * (TILE + GAP) - GAP;
  canvas.height = sides.length * (TILE + GAP) - GAP;
  const context = canvas.getContext('2d')!;
  sides.forEach(({ shown }, row) =>
    panel.forEach(({ square }, place) => {
      const [left, top] = [place * (TILE + GAP), row * (TILE + GAP)];
      context.globalAlpha = 1;
      context.imageSmoothingEnabled = false;
      if (square !== undefined) context.drawImage(pixelPicture(square), left, top, TILE, TILE);
      context.globalAlpha = opacity;
      context.imageSmoothingEnabled = smooth;
      context.drawImage(pixelPicture(cellColours(shown.table, place)), left, top, TILE, TILE);
    }),
  );
  return canvas;
}
