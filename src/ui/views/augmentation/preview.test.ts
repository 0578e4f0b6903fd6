import * as tf from '@tensorflow/tfjs-core';
import '@tensorflow/tfjs-backend-cpu';
import { beforeAll, describe, expect, it } from 'vitest';
import { locationGrids } from '../../../augment/locationGrid';
import { PLAIN_VIEW, type CropBox } from '../../../augment/viewParameters';
import { findPreset } from '../../../config/presets';
import { matchViews } from '../../../vicregl/definition/matching';
import { locatedViews } from './locatedViews';
import { locationMatches } from './locationMatches';
import { placesText } from './placesText';

const { config } = findPreset('playground')!;
const { backbone } = config.model;
const loss = { ...config.loss, locationThreshold: null };

function preview(crop: CropBox, flip: boolean, size = 64) {
  return { size, pixels: new Uint8Array(size * size * 3), parameters: { ...PLAIN_VIEW, crop, flip } };
}

const views = locatedViews(
  [
    preview({ top: 0, left: 0, height: 20, width: 30 }, false),
    preview({ top: 3, left: 7, height: 21, width: 33 }, true),
    preview({ top: 20, left: 36, height: 4, width: 4 }, false, 32),
  ],
  backbone,
);
const [first, second] = views as [(typeof views)[0], (typeof views)[0]];

beforeAll(() => tf.setBackend('cpu'));

describe('matches by location of a preview', () => {
  it.each([false, true])("are the definition's, with noFlipGrid %s", (noFlipGrid) => {
    const matches = locationMatches([first, second], loss, noFlipGrid);
    const [from, into] = [first, second].map(({ parameters, rows, columns }) => {
      const grid = locationGrids([parameters], rows, columns, noFlipGrid);
      const locations = tf.tensor3d(grid, [1, rows * columns, 2]);
      return { map: locations, locations };
    });
    const { input, candidate } = matchViews('location', from!, into!, loss.matchesForward);
    expect(matches).toHaveLength(loss.matchesForward);
    const shown = matches.toSorted((a, b) => a.input - b.input);
    expect(shown.map((match) => match.input)).toEqual([...input.dataSync()]);
    expect(shown.map((match) => match.candidate)).toEqual([...candidate.dataSync()]);
    expect(matches.some(({ verdict }) => verdict === 'wrong')).toBe(noFlipGrid);
  });

  it('are those within the threshold', () => {
    const all = locationMatches([first, second], loss, false);
    const threshold = all[4]!.distance;
    const near = all.filter(({ distance }) => distance <= threshold);
    expect(near.length).toBeLessThan(all.length);
    expect(locationMatches([first, second], { ...loss, locationThreshold: threshold }, false)).toEqual(near);
  });
});

it('says in words where a cell lies, and who else shows it', () => {
  const { columns } = first;
  const middle = placesText(views, { view: 0, cell: (columns / 2) * columns + columns / 2 });
  expect(middle).toMatch(
    /^View 1 row \d, column \d: 16\.9 px from the left and 11\.3 px from the top of the source; /,
  );
  expect(middle).toMatch(/; view 2 row \d, column \d; view 3 does not show it\.$/);
});
