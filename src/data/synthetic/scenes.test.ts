import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { arrivingScenes } from './arrivingScenes';
import { Canvas } from './canvas';
import { generateScenes } from './generateScenes';
import { drawSlice, Scenes, SLICE } from './scenes';

const REQUEST = { size: 24, count: 2 * SLICE + 10, seed: 5 };
const STARTS = [0, SLICE, 2 * SLICE];
const pixelsOf = ({ images, masks, labels }: Scenes['set']) => ({ images, masks, labels });
const all = () => generateScenes(REQUEST.size, REQUEST.count, REQUEST.seed).then(pixelsOf);

describe('scenes drawn in slices', () => {
  it('are those drawn at once, whoever draws them and in whatever order', async () => {
    const scenes = new Scenes(REQUEST);
    expect(scenes.need([100, 3, SLICE])).toBe(true);
    const helpers = [new Canvas(REQUEST.size), new Canvas(REQUEST.size)];
    for (const [turn, first] of [...STARTS].reverse().entries())
      scenes.take(drawSlice(helpers[turn % 2]!, REQUEST, first));
    expect(scenes.drawn).toBe(REQUEST.count);
    expect(pixelsOf(scenes.set)).toEqual(await all());
  });

  it('are drawn once: what is there is not drawn again', () => {
    const scenes = new Scenes(REQUEST);
    scenes.take(drawSlice(new Canvas(REQUEST.size), REQUEST, 0));
    expect(scenes.drawn).toBe(SLICE);
    expect(scenes.need([0, SLICE - 1])).toBe(false);
    expect(scenes.need([SLICE - 1, SLICE])).toBe(true);
    expect(scenes.drawn).toBe(SLICE + 1);
  });
});

describe('scenes that arrive', () => {
  // Tests of other files may have brought workers in.
  beforeEach(() => void vi.stubGlobal('Worker', undefined));
  afterEach(() => void vi.unstubAllGlobals());

  it('are there when they are asked for, and all of them in the end', async () => {
    const progress: number[] = [];
    const { set } = arrivingScenes(REQUEST, (drawn) => progress.push(drawn));
    const last = REQUEST.count - 1;
    set.arriving!.need([last]);
    const expected = await all();
    const bytes = REQUEST.size ** 2 * 3;
    expect(set.images.slice(last * bytes)).toEqual(expected.images.slice(last * bytes));
    await set.arriving!.all;
    expect(pixelsOf(set)).toEqual(expected);
    expect(progress.at(-1)).toBe(REQUEST.count);
    expect(progress).toEqual([...progress].sort((a, b) => a - b));
  });

  it('stop when they are given up', async () => {
    let drawn = 0;
    const arrival = arrivingScenes(REQUEST, (count) => {
      drawn = count;
      arrival.stop();
    });
    await all();
    expect(drawn).toBe(SLICE);
  });
});
