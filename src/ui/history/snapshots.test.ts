import { expect, it } from 'vitest';
import { tinySnapshot } from '../../formats/bundle/testing/tinyBundle';
import { pictureBytes } from '../../reports/pictureBytes';
import type { MatchSnapshot } from '../../reports/matches';
import { MOST_PICTURE_BYTES, MOST_PICTURES, withSnapshot } from './snapshots';

const picture = (step: number, imageIndex = 0): MatchSnapshot => ({ ...tinySnapshot(step), imageIndex });
const places = (all: readonly MatchSnapshot[]) => all.map(({ step, imageIndex }) => [step, imageIndex]);
const all = (pictures: readonly MatchSnapshot[]) =>
  pictures.reduce<readonly MatchSnapshot[]>(withSnapshot, []);

it('keeps one of each image and step, and nothing of what a run went back behind', () => {
  const two = all([picture(1), picture(2), picture(2, 7), picture(2)]);
  expect(places(two)).toEqual([
    [1, 0],
    [2, 7],
    [2, 0],
  ]);
  expect(places(withSnapshot(two, picture(1)))).toEqual([[1, 0]]);
});

it('stays within its limits over a long run, spread over it, with the first and the newest', () => {
  const steps = Array.from({ length: 500 }, (_, at) => 10 * at);
  const kept = all(steps.map((step) => picture(step)));
  expect(kept).toHaveLength(MOST_PICTURES);
  expect([kept[0]!.step, kept.at(-1)!.step]).toEqual([0, 4990]);
  const gaps = kept.slice(1).map(({ step }, at) => step - kept[at]!.step);
  expect(Math.max(...gaps)).toBeLessThan(5000 / 8);
});

it('counts bytes too, and always keeps the newest', () => {
  const features = new Float32Array(MOST_PICTURE_BYTES / 10);
  const large = (step: number): MatchSnapshot => {
    const { views, ...rest } = picture(step);
    return { ...rest, views: [{ ...views[0], features }, views[1]] };
  };
  const kept = all([1, 2, 3, 4, 5].map(large));
  expect(kept.reduce((sum, one) => sum + pictureBytes(one), 0)).toBeLessThanOrEqual(MOST_PICTURE_BYTES);
  expect(places(kept)).toEqual([
    [1, 0],
    [5, 0],
  ]);
});
