import * as tf from '@tensorflow/tfjs-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ImageSet } from '../data/imageSet';
import { generateScenes } from '../data/synthetic/generateScenes';
import type { Computer } from '../compute/computer';
import type { CellQuantity, LookedMap } from '../reports/featureMaps';
import type { LookKind, LookSubject } from '../reports/looks';
import type { TrainerEvent } from '../training/events';
import { openWeights } from '../formats/weightsFile';
import { tinyConfig } from '../training/testing/tinyRun';
import { SetInspection } from '../training/setInspection';
import { Trainer } from '../training/trainer';
import { readFileModel } from '../training/weights/fileModel';
import { nodeFiles } from '../wasm/nodeFiles';
import { openProcessor } from '../wasm/processor';
import { Looker } from './looker';
import { LOOKS } from './looks';
import { SAMPLE_REQUESTS } from './testing/sampleRequests';

let processor: Computer;
let scenes: ImageSet;

beforeAll(async () => {
  processor = await openProcessor(nodeFiles());
  scenes = await generateScenes(16, 40, 1);
});
afterAll(() => processor.close());

async function ready() {
  const events: TrainerEvent[] = [];
  const trainer = new Trainer(processor, (event) => events.push(event));
  await trainer.setData(scenes);
  await trainer.configure(tinyConfig());
  const inspection = new SetInspection(scenes, trainer.evaluationImages!, () => undefined);
  const looker = new Looker((indices) => inspection.readImages(indices));
  const look = <Kind extends LookKind>(kind: Kind, subject: LookSubject = { of: 'run' }) =>
    trainer.between((training, signal) =>
      looker.look(training, { kind, subject, request: SAMPLE_REQUESTS[kind] }, signal),
    );
  const losses = () => events.flatMap((event) => (event.type === 'step' ? [event.report.loss.total] : []));
  const moments = () => events.flatMap((event) => (event.type === 'moments' ? [event.steps] : [])).at(-1);
  return { trainer, looker, look, losses, moments };
}

const KINDS = Object.keys(LOOKS) as LookKind[];

describe('featureMaps', () => {
  it('shows norms, channels and likeness of one map that agree with each other', async () => {
    const { trainer, looker } = await ready();
    const images = [{ image: 0 }, { image: 3 }];
    const map = { of: 'stage', stage: 0 } as const;
    const show = (quantity: CellQuantity, of: LookedMap = map, scale = 1) =>
      trainer.between((training, signal) => {
        const request = { images, map: of, quantity, scale };
        return looker.look(training, { kind: 'featureMaps', subject: { of: 'run' }, request }, signal);
      });
    const { report } = await show({ of: 'norm' });
    expect(report).toMatchObject({ rows: 4, columns: 4, channels: 8, stages: 1, hasEmbedding: true });
    const channels = await Promise.all(
      Array.from({ length: 8 }, (_, channel) => show({ of: 'channel', channel })),
    );
    report.values.forEach((norm, cell) =>
      expect(norm).toBeCloseTo(Math.hypot(...channels.map((one) => one.report.values[cell]!)), 4),
    );
    const { report: likeness } = await show({ of: 'likeness', place: 1, cell: 5 });
    expect(likeness.values[16 + 5]).toBeCloseTo(1, 5);
    expect(Math.max(...likeness.values)).toBeLessThan(1 + 1e-5);
    expect((await show({ of: 'norm' }, map, 2)).report).toMatchObject({ rows: 8, columns: 8 });
    for (const [quantity, of] of [
      [{ of: 'channel', channel: 8 }, map],
      [{ of: 'likeness', place: 2, cell: 0 }, map],
      [{ of: 'norm' }, { of: 'stage', stage: 1 }],
    ] as [CellQuantity, LookedMap][])
      await expect(show(quantity, of)).rejects.toMatchObject({ info: { code: 'config_invalid' } });
    looker.dispose();
  });
});

describe('Looker', () => {
  it('leaves the training to the bit as it would have been, and no tensors, whatever it looks at', async () => {
    const undisturbed = await ready();
    await undisturbed.trainer.step(12);
    const looked = await ready();
    await looked.trainer.step(4);
    const before = tf.memory().numTensors;
    for (const kind of KINDS) {
      const { step, seconds } = await looked.look(kind);
      expect(step, kind).toBe(4);
      expect(seconds, kind).toBeGreaterThan(0);
      expect(tf.memory().numTensors, kind).toBe(before);
    }
    looked.trainer.train();
    await Promise.all(KINDS.map((kind) => looked.look(kind)));
    await looked.trainer.step(12);
    expect(looked.losses()).toEqual(undisturbed.losses());
  });

  it('looks at the weights as they were: a moment equals the look that was taken then', async () => {
    const { trainer, look, moments, looker } = await ready();
    for (const kind of KINDS) {
      const { report } = await look(kind);
      const then = await look(kind, { of: 'moment', step: 0 });
      expect(then.report, kind).toEqual(report);
    }
    const { report: first } = await look('stemFilters');
    await trainer.step(6);
    expect(moments()).toEqual([0, 6]);
    expect((await look('stemFilters')).report).not.toEqual(first);
    expect(await look('stemFilters', { of: 'moment', step: 0 })).toMatchObject({ step: 0, report: first });
    await expect(look('stemFilters', { of: 'moment', step: 5 })).rejects.toMatchObject({
      info: { code: 'look_subject_missing' },
    });
    looker.dispose();
  });

  it('looks at another run that it was given', async () => {
    const { trainer, look, looker } = await ready();
    await trainer.step(4);
    const { file } = await trainer.exportCheckpoint();
    const own = await look('stemFilters');
    await trainer.reset();
    await expect(look('stemFilters', { of: 'other', id: 'one' })).rejects.toMatchObject({
      info: { code: 'look_subject_missing' },
    });
    looker.hold('one', file);
    const other = await look('stemFilters', { of: 'other', id: 'one' });
    expect(other).toMatchObject({ step: 4, report: own.report });
    looker.dispose();
  });

  it('looks at the model of a file without a run, and beside one', async () => {
    const { trainer, looker, look } = await ready();
    const file = await trainer.exportWeights();
    const slice = async (start: number, end: number) => file.slice(start, end);
    const model = await readFileModel(await openWeights({ size: file.length, slice }, 'own.safetensors'));
    const size = tinyConfig().views.crops[0]!.size;
    const image = { height: 40, width: 40, pixels: scenes.images.slice(3 * 4800, 4 * 4800) };
    const request = { pair: { of: 'images', first: image, second: image }, metric: 'l2' } as const;
    const ask = (subject: LookSubject, training?: Parameters<Looker['look']>[0]) =>
      looker.look(training, { kind: 'matches', subject, request }, new AbortController().signal);
    await expect(ask({ of: 'file', size })).rejects.toMatchObject({ info: { code: 'look_subject_missing' } });
    await expect(ask({ of: 'run' })).rejects.toMatchObject({ info: { code: 'look_subject_missing' } });

    const before = tf.memory().numTensors;
    looker.holdFile(model);
    const own = await trainer.between((training) => ask({ of: 'run' }, training));
    const { report } = await ask({ of: 'file', size });
    // The same cells of the same network, to the bit.
    expect(report.snapshot.views).toEqual(own.report.snapshot.views);
    expect(report.snapshot.byEmbedding).toEqual(own.report.snapshot.byEmbedding);
    // An image matches itself, cell by cell.
    expect([...report.snapshot.byEmbedding.candidate]).toEqual([...report.snapshot.byEmbedding.input]);
    const larger = await ask({ of: 'file', size: 2 * size });
    const { rows } = report.snapshot.views[0];
    expect(larger.report.snapshot.views[0]).toMatchObject({ size: 2 * size, rows: 2 * rows });
    await expect(look('gradients', { of: 'file', size })).rejects.toMatchObject({
      info: { code: 'config_invalid' },
    });
    looker.releaseFile();
    expect(tf.memory().numTensors).toBe(before);
    looker.dispose();
  });
});
