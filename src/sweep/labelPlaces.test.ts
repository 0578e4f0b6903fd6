import { expect, it } from 'vitest';
import { labelPlaces, type Mark } from './labelPlaces';

const WITHIN = { left: 0, right: 400, top: 0, bottom: 300 };
const mark = (x: number, y: number, label = 'α = 0.75'): Mark => ({ x, y, label });

it('stands at the upper right, and at the left where the plot ends', () => {
  expect(labelPlaces([mark(100, 100)], WITHIN)).toEqual([{ x: 109, y: 92, anchor: 'start' }]);
  expect(labelPlaces([mark(390, 100)], WITHIN)[0]!.anchor).toBe('end');
});

it('covers no label and no mark, however close they are', () => {
  const marks = [mark(200, 150), mark(206, 153), mark(190, 155), mark(215, 148)];
  const boxes = labelPlaces(marks, WITHIN).map(({ x, y, anchor }, index) => {
    const width = 6.6 * marks[index]!.label.length;
    const left = anchor === 'start' ? x : anchor === 'end' ? x - width : x - width / 2;
    return { left, right: left + width, top: y - 10, bottom: y + 3 };
  });
  const dots = marks.map(({ x, y }) => ({ left: x - 5, right: x + 5, top: y - 5, bottom: y + 5 }));
  boxes.forEach((box, index) => {
    for (const other of [...boxes.slice(index + 1), ...dots]) {
      const apart =
        box.right <= other.left ||
        other.right <= box.left ||
        box.bottom <= other.top ||
        other.bottom <= box.top;
      expect(apart, `label ${index}`).toBe(true);
    }
  });
});
