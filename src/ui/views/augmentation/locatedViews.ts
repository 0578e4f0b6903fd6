import { locationGrid } from '../../../augment/locationGrid';
import { cellSize } from '../../../augment/viewGeometry';
import { mapSide } from '../../../config/geometry';
import type { BackboneConfig } from '../../../config/modelConfig';
import type { LocatedView, PreviewView } from '../../../reports/matches';

/** A view with the cells that a backbone would make of it. */
export type LocatedPreview = PreviewView & LocatedView;

export function locatedViews(views: readonly PreviewView[], backbone: BackboneConfig): LocatedPreview[] {
  return views.map((view) => {
    const side = Math.max(1, mapSide(backbone, view.size));
    const placed = { ...view, rows: side, columns: side };
    const { crop, flip } = view.parameters;
    return { ...placed, locations: locationGrid(crop, side, side, flip), cell: cellSize(placed) };
  });
}
