import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { generateScenes } from '../data/synthetic/generateScenes';
import type { Computer } from '../compute/computer';
import type { MatchLookRequest } from '../reports/matchLook';
import { judge } from '../reports/verdict';
import { SetInspection } from '../training/setInspection';
import { tinyConfig } from '../training/testing/tinyRun';
import { Trainer } from '../training/trainer';
import { nodeFiles } from '../wasm/nodeFiles';
import { openProcessor } from '../wasm/processor';
import { Looker } from './looker';

let processor: Computer;
let trainer: Trainer;
let looker: Looker;

beforeAll(async () => {
  processor = await openProcessor(nodeFiles());
  const scenes = await generateScenes(16, 40, 1);
  trainer = new Trainer(processor, () => undefined);
  await trainer.setData(scenes);
  await trainer.configure(tinyConfig());
  const inspection = new SetInspection(scenes, trainer.evaluationImages!, () => undefined);
  looker = new Looker((indices) => inspection.readImages(indices));
});
afterAll(() => processor.close());

const OF_RUN = { of: 'run' } as const;

async function look(request: MatchLookRequest) {
  const question = { kind: 'matches', subject: OF_RUN, request } as const;
  const { report } = await trainer.between((training, signal) => looker.look(training, question, signal));
  return report;
}

describe('a look at the matches of a pair', () => {
  it('finds more matches right the further they may land from the true place', async () => {
    const { accuracy } = await look({ pair: { of: 'views', image: { image: 4 } }, metric: 'l2' });
    expect(accuracy.map(({ radius }) => radius)).toEqual([0.5, 1, 1.5, 2]);
    for (const key of ['features', 'chance'] as const) {
      const shares = accuracy.map((at) => at[key]);
      expect(shares).toEqual([...shares].sort((a, b) => a - b));
      expect(shares.at(-1)).toBeGreaterThan(shares[0]!);
    }
  });

  it('compares vectors of length 1 for the cosine', async () => {
    const { snapshot } = await look({ pair: { of: 'views', image: { image: 4 } }, metric: 'cosine' });
    const { features, rows, columns } = snapshot.views[0];
    const size = features.length / (rows * columns);
    const first = features.subarray(0, size).reduce((sum, value) => sum + value * value, 0);
    expect(first).toBeCloseTo(1, 5);
    expect(Math.max(...snapshot.byEmbedding.distance)).toBeLessThanOrEqual(2);
  });

  it('matches an image with itself cell by cell: every cell that has a class is right', async () => {
    const pair = { of: 'images', first: { image: 2 }, second: { image: 2 } } as const;
    const { snapshot, accuracy, byClass } = await look({ pair, metric: 'l2' });
    const { input, candidate } = snapshot.byEmbedding;
    expect(candidate).toEqual(input);
    expect(accuracy).toEqual([]);
    expect(snapshot.byLocation.input).toHaveLength(0);
    const [from, to] = snapshot.views;
    const verdicts = [...input].map((cell) => judge(from, cell, to, cell));
    expect(verdicts).not.toContain('wrong');
    const counted = verdicts.filter((verdict) => verdict === 'right').length;
    expect(counted).toBeGreaterThan(0);
    expect(byClass).toMatchObject({ features: 1, embeddings: 1, count: counted });
    expect(byClass!.chance).toBeLessThan(1);
  });

  it('between two images, counts what its verdicts say; a photo has no mask to be judged by', async () => {
    const pair = { of: 'images', first: { image: 2 }, second: { image: 5 } } as const;
    const { snapshot, byClass } = await look({ pair, metric: 'l2' });
    const [from, to] = snapshot.views;
    const { input, candidate } = snapshot.byEmbedding;
    const verdicts = [...input].map((cell, rank) => judge(from, cell, to, candidate[rank]!));
    const judged = verdicts.filter((verdict) => verdict !== 'unseen');
    expect(byClass!.count).toBe(judged.length);
    const right = judged.filter((verdict) => verdict === 'right').length;
    expect(byClass!.embeddings).toBeCloseTo(right / judged.length, 6);

    const photo = { height: 8, width: 8, pixels: new Uint8Array(192) };
    const beside = await look({ pair: { ...pair, first: photo }, metric: 'l2' });
    expect(beside.byClass).toBeUndefined();
    const [own, other] = beside.snapshot.views;
    for (const cell of input) expect(judge(own, cell, other, cell)).toBe('unseen');
  });

  it('takes images that are brought along, of any size', async () => {
    const pixels = Uint8Array.from({ length: 30 * 50 * 3 }, (_, place) => place % 251);
    const pair = { of: 'views', image: { height: 30, width: 50, pixels } } as const;
    const { snapshot } = await look({ pair, metric: 'l2' });
    expect(snapshot.source).toMatchObject({ height: 30, width: 50 });
    expect(snapshot.views[0].features.every(Number.isFinite)).toBe(true);
  });
});

it('a panel says of each image what a look at it says, and the same over all', async () => {
  const question = {
    kind: 'matchPanel',
    subject: OF_RUN,
    request: { images: [1, 7, 3, 0, 2, 4, 5, 6, 9], metric: 'l2' },
  } as const;
  const { report } = await trainer.between((training, signal) => looker.look(training, question, signal));
  const { accuracy } = await look({ pair: { of: 'views', image: { image: 9 } }, metric: 'l2' });
  const at = accuracy.find(({ radius }) => radius === 1.5)!;
  expect(report.images.at(-1)).toMatchObject({ image: 9, accuracy: { count: at.count, chance: at.chance } });
  expect(report.images.at(-1)!.accuracy.features).toBeCloseTo(at.features, 6);
  const counted = report.images.reduce((sum, image) => sum + image.accuracy.count, 0);
  expect(report.accuracy.map(({ count }) => count)).toEqual([counted, counted, counted, counted]);
});
