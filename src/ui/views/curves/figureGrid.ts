import type { Range } from '../../../reports/ranges';

/** @file Where each panel's plot lies in the figure. */

/** A plotting area, in px from the top left corner of the figure. */
export interface Box {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
  /** Where the panel itself begins, with its title and the labels of its axis. */
  readonly outerLeft: number;
  readonly outerTop: number;
}

export interface FigureGrid {
  readonly width: number;
  readonly height: number;
  readonly boxes: readonly Box[];
  /** Px that a panel has to the right of its plot and below it. */
  readonly edge: { readonly right: number; readonly bottom: number };
}

/** The part of a figure that one panel has: its place, its size, and its plot within. */
export interface PanelPart {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
  /** In px from the part's top left corner. */
  readonly box: Box;
}

/** What the panel at `place` has; the first one has what stands over all of them too. */
export function panelPart({ boxes, edge }: FigureGrid, place: number): PanelPart {
  const box = boxes[place]!;
  const [left, top] = [box.outerLeft, place === 0 ? 0 : box.outerTop];
  return {
    left,
    top,
    // Plotly draws on whole pixels.
    width: Math.ceil(box.left + box.width + edge.right - left),
    height: Math.ceil(box.top + box.height + edge.bottom - top),
    box: {
      ...box,
      left: box.left - left,
      top: box.top - top,
      outerLeft: 0,
      outerTop: box.outerTop - top,
    },
  };
}

export interface GridSpace {
  /** Width of the figure in px. */
  readonly width: number;
  /** Px of a sixteenth of the page's text size, so that the figure grows with the text. */
  readonly unit: number;
}

/** What a panel needs above its plot. */
interface PanelNeeds {
  /** Lines of its legend. */
  readonly legendRows: number;
}

/** Narrower figures put their panels one under the other; in units, like all sizes here. */
const TWO_COLUMNS_FROM = 700;
/** Half of the last step's number is right of the plot. */
const SIZE = { left: 46, right: 18, title: 24, legendRow: 19, bottom: 38, between: 30, runs: 22 };
const PLOT_HEIGHT = { alone: 300, many: 178 };

/**
 * @param needs of each panel, in order
 * @param hasRuns whether a line that names the other runs on show goes on top
 */
export function figureGrid(needs: readonly PanelNeeds[], hasRuns: boolean, space: GridSpace): FigureGrid {
  const { width, unit } = space;
  const columns = columnsOf(needs.length, space);
  const outer = (width - (columns - 1) * SIZE.between * unit) / columns;
  const plot = (needs.length === 1 ? PLOT_HEIGHT.alone : PLOT_HEIGHT.many) * unit;
  const boxes: Box[] = [];
  let top = hasRuns ? SIZE.runs * unit : 0;
  for (let first = 0; first < needs.length; first += columns) {
    const row = needs.slice(first, first + columns);
    const title = (SIZE.title + SIZE.legendRow * Math.max(...row.map((panel) => panel.legendRows))) * unit;
    row.forEach((_, column) => {
      const outerLeft = column * (outer + SIZE.between * unit);
      boxes.push({
        outerLeft,
        outerTop: top,
        left: outerLeft + SIZE.left * unit,
        top: top + title,
        width: outer - (SIZE.left + SIZE.right) * unit,
        height: plot,
      });
    });
    top += title + plot + SIZE.bottom * unit;
  }
  return { width, height: top, boxes, edge: { right: SIZE.right * unit, bottom: SIZE.bottom * unit } };
}

/** Width that the legend of a panel has, in px. */
export function panelWidth(panels: number, space: GridSpace): number {
  const columns = columnsOf(panels, space);
  return (space.width - (columns - 1) * SIZE.between * space.unit) / columns;
}

function columnsOf(panels: number, { width, unit }: GridSpace): number {
  return panels > 1 && width >= TWO_COLUMNS_FROM * unit ? 2 : 1;
}

/** Where a place on the shared horizontal axis lies in a panel, in px from the left; `undefined` outside of it. */
export function crosshairAt(box: Box, [low, high]: Range, x: number): number | undefined {
  const share = (x - low) / (high - low);
  return share >= 0 && share <= 1 ? box.left + share * box.width : undefined;
}
