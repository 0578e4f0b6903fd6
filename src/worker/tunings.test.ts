import { expect, it } from 'vitest';
import type { Computer } from '../compute/computer';
import type { TunedKernel } from '../reports/tuning';
import { SOME_KERNELS } from '../storage/testing/someKernels';
import type { TuningShelf } from '../storage/tuningShelf';
import { GPU_SHAPES } from '../training/testing/gpuShapes';
import { Tunings } from './tunings';

/** A GPU that is never computed on, one of software if asked for. */
function gpu(software = false): Computer {
  const tilings = {
    adapter: 'adapter',
    use: () => undefined,
    noting: <T>(_: unknown, work: () => T) => work(),
  };
  return { ...GPU_SHAPES, summary: { ...GPU_SHAPES.summary, software }, tilings } as unknown as Computer;
}

function shelf(): TuningShelf {
  const kept = new Map<string, readonly TunedKernel[]>();
  return {
    find: (adapter, version) => Promise.resolve(kept.get(adapter + version)),
    keep: async (adapter, version, kernels) => void kept.set(adapter + version, kernels),
  };
}

it('is due once on a GPU that is new to this browser, and on nothing else', async () => {
  const own = shelf();
  const first = await Tunings.open(gpu(), own, 'browser 1');
  expect(first.isDue).toBe(true);
  expect((await Tunings.open(gpu(true), own, 'browser 1')).isDue).toBe(false);
  const processor = { ...gpu(), tilings: undefined } as unknown as Computer;
  expect((await Tunings.open(processor, own, 'browser 1')).isDue).toBe(false);
  // Forgotten is not new: nothing is tuned again unless somebody asks.
  await first.forget();
  expect(first.isDue).toBe(false);
  expect((await Tunings.open(gpu(), own, 'browser 1')).isDue).toBe(false);
  expect((await Tunings.open(gpu(), own, 'browser 2')).isDue).toBe(true);
});

it('takes what is kept of the adapter, and goes on without a shelf, or one that cannot be read', async () => {
  const own = shelf();
  const before = await Tunings.open(gpu(), own, 'browser');
  await own.keep('adapter', before.version, SOME_KERNELS);
  const { kernels, table } = await Tunings.open(gpu(), own, 'browser');
  expect(kernels).toEqual(SOME_KERNELS);
  expect(table).toEqual(Object.fromEntries(SOME_KERNELS.map(({ key, chosen }) => [key, chosen])));
  const broken = { ...own, find: () => Promise.reject(new Error('broken')) };
  expect((await Tunings.open(gpu(), broken, 'browser')).table).toEqual({});
  expect((await Tunings.open(gpu(), undefined, 'browser')).isDue).toBe(true);
});
