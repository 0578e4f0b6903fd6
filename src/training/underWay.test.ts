import * as tf from '@tensorflow/tfjs-core';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { readSafetensors } from '../formats/safetensors';
import { nodeFiles } from '../wasm/nodeFiles';
import type { Computer } from '../compute/computer';
import { openProcessor } from '../wasm/processor';
import type { TrainerEvent } from './events';
import { tinyConfig, tinyImages } from './testing/tinyRun';
import { Trainer } from './trainer';

/** @file The processor computes on the trainer's own thread: what is asked of it meanwhile must still be heard. */

/** Long enough for three backups after the first two; 2,000 steps, tried once, took two minutes and the same bytes. */
const LENGTH = 100;

let processor: Computer;
beforeAll(async () => {
  processor = await openProcessor(nodeFiles());
});
afterAll(() => processor.close());

let trainer: Trainer;
let events: TrainerEvent[];
let listener: (event: TrainerEvent) => void;
beforeEach(async () => {
  events = [];
  listener = () => undefined;
  trainer = new Trainer(processor, (event) => {
    events.push(event);
    listener(event);
  });
  await trainer.setData(tinyImages());
  await trainer.configure(config());
});

const config = (alpha = 0.75) =>
  tinyConfig(({ loss, run, optim }) => {
    loss.alpha = alpha;
    optim.baseLr = 0.05;
    Object.assign(run, { length: LENGTH, snapshotEvery: 10_000 });
  });

const reports = () => events.flatMap((event) => (event.type === 'step' ? [event.report] : []));

const phase = () => events.findLast((event) => event.type === 'phase')?.phase;

/** Does something once `step` is reported, in a message that has to wait for its turn, as those of a page do. */
function inMessageAt<T>(step: number, act: () => T): Promise<Awaited<T>> {
  return new Promise((resolve, reject) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => {
      port1.close();
      Promise.resolve(act()).then(resolve, reject);
    };
    listener = (event) => {
      if (event.type === 'step' && event.report.step === step) port2.postMessage('now');
    };
  });
}

/** Steps that may begin between a message and its effect: the one under way, and those already handed over. */
const WITHIN = 2;

describe('while the processor trains', () => {
  it('pause ends the training within a step', async () => {
    const paused = inMessageAt(3, () => trainer.pause());
    trainer.train();
    await paused;
    const last = reports().at(-1)!.step;
    expect(last).toBeGreaterThanOrEqual(3);
    expect(last).toBeLessThanOrEqual(3 + WITHIN);
    expect(phase()).toBe('paused');
  });

  it('a new α is in the reports of the steps that follow', async () => {
    const changed = inMessageAt(3, () => trainer.update(config(0.25)));
    trainer.train();
    await changed;
    await inMessageAt(3 + 2 * WITHIN, () => trainer.pause());
    const alphas = reports().map(({ alpha }) => alpha);
    expect(alphas.slice(0, 3)).toEqual([0.75, 0.75, 0.75]);
    expect(alphas.slice(3 + WITHIN)).toEqual(alphas.slice(3 + WITHIN).map(() => 0.25));
    expect(alphas.length).toBeGreaterThan(3 + WITHIN);
  });

  it('an image and the weights come, and the training goes on', async () => {
    const shown = inMessageAt(3, () => trainer.showImage(7));
    trainer.train();
    await shown;
    const snapshot = events.findLast((event) => event.type === 'matches')!.snapshot;
    expect(snapshot.imageIndex).toBe(7);
    const step = Number(readSafetensors(await trainer.exportWeights()).metadata.step);
    await inMessageAt(step + WITHIN, () => trainer.pause());
    expect(step).toBeGreaterThanOrEqual(3);
    expect(step).toBeLessThan(reports().at(-1)!.step);
  });

  it('reset goes back to step 0', async () => {
    const reset = inMessageAt(3, () => trainer.reset());
    trainer.train();
    await reset;
    expect(reports().at(-1)!.step).toBeLessThanOrEqual(3 + WITHIN);
    expect(phase()).toBe('ready');
    await trainer.step(1);
    expect(reports().at(-1)!.step).toBe(1);
  });

  it('signals arrive, as Ctrl-C does', async () => {
    process.once('SIGUSR2', () => void trainer.pause());
    listener = (event) => {
      if (event.type === 'step' && event.report.step === 3) process.kill(process.pid, 'SIGUSR2');
    };
    await trainer.step(150);
    expect(reports().at(-1)!.step).toBeLessThan(150);
    expect(phase()).toBe('paused');
  });

  it('memory stays what it was after the first steps', async () => {
    const taken: number[] = [];
    listener = (event) => {
      if (event.type === 'step' && event.report.step % 20 === 0) taken.push(processor.bytesInUse());
    };
    await trainer.step(40);
    const before = tf.memory();
    await trainer.step(LENGTH - 40);
    const { numBytes, numTensors } = tf.memory();
    expect({ numBytes, numTensors }).toEqual({ numBytes: before.numBytes, numTensors: before.numTensors });
    expect(taken).toHaveLength(LENGTH / 20);
    expect(new Set(taken).size).toBe(1);
  });
});
