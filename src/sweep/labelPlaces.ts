/** @file Where the labels of marks in a plot stand: over no other label or mark, and nearest to their own. */

export interface Mark {
  readonly x: number;
  readonly y: number;
  readonly label: string;
}

export interface LabelPlace {
  /** Of the text's baseline, in px. */
  readonly x: number;
  readonly y: number;
  readonly anchor: 'start' | 'end' | 'middle';
}

interface Box {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

/** Of a letter of 12 px, on the average. */
const LETTER = 6.6;
const [ASCENT, DESCENT] = [10, 3];
/** Half the side of a mark. */
const MARK = 7;

/** Places to try, the best first; the further ones are for marks that lie close together. */
const OFFSETS: readonly (readonly [x: number, y: number, anchor: LabelPlace['anchor']])[] = [
  [9, -8, 'start'],
  [-9, -8, 'end'],
  [9, 18, 'start'],
  [-9, 18, 'end'],
  [12, 4, 'start'],
  [-12, 4, 'end'],
  [0, -24, 'middle'],
  [0, 34, 'middle'],
  [14, -24, 'start'],
  [-14, -24, 'end'],
  [14, 34, 'start'],
  [-14, 34, 'end'],
];

/** A place for each label, in the order of the marks: the first that is free, or else the first. */
export function labelPlaces(marks: readonly Mark[], within: Box): LabelPlace[] {
  const taken: Box[] = marks.map(({ x, y }) => around(x, y));
  return marks.map((mark) => {
    const places = OFFSETS.map(([x, y, anchor]): LabelPlace => ({ x: mark.x + x, y: mark.y + y, anchor }));
    const isFree = (place: LabelPlace) => {
      const box = boxOf(place, mark.label);
      const own = gap(box, mark);
      const isNearest = marks.every((other) => other === mark || gap(box, other) > own);
      return isNearest && isInside(box, within) && !taken.some((other) => overlap(box, other));
    };
    const place = places.find(isFree) ?? places[0]!;
    taken.push(boxOf(place, mark.label));
    return place;
  });
}

function around(x: number, y: number): Box {
  return { left: x - MARK, right: x + MARK, top: y - MARK, bottom: y + MARK };
}

function boxOf({ x, y, anchor }: LabelPlace, label: string): Box {
  const width = LETTER * label.length;
  const left = anchor === 'start' ? x : anchor === 'end' ? x - width : x - width / 2;
  return { left, right: left + width, top: y - ASCENT, bottom: y + DESCENT };
}

/** The distance of a mark from a box. */
function gap({ left, right, top, bottom }: Box, { x, y }: Mark): number {
  return Math.hypot(Math.max(left - x, 0, x - right), Math.max(top - y, 0, y - bottom));
}

function overlap(a: Box, b: Box): boolean {
  return a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;
}

function isInside(box: Box, whole: Box): boolean {
  return (
    box.left >= whole.left && box.right <= whole.right && box.top >= whole.top && box.bottom <= whole.bottom
  );
}
