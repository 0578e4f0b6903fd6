import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Computer } from '../../compute/computer';
import { readSafetensors, writeSafetensors } from '../../formats/safetensors';
import type { TensorData } from '../../formats/tensorData';
import { nodeFiles } from '../../wasm/nodeFiles';
import { openProcessor } from '../../wasm/processor';
import { runParity, type ParityFile, type ParityResult } from './runParity';
import { ROOMS, roomFiles } from './testing/roomFiles';

async function results(files: readonly ParityFile[]): Promise<ParityResult[]> {
  const found: ParityResult[] = [];
  for await (const result of runParity(files, 'wasm')) found.push(result);
  return found;
}

/** Whole training steps take seconds on a busy machine. */
const TIMEOUT = 120_000;

let processor: Computer;
beforeAll(async () => {
  processor = await openProcessor(nodeFiles());
});
afterAll(() => processor.close());

describe.each(ROOMS)('the golden files of %s', (room) => {
  it(
    'are met on the processor',
    async () => {
      const found = await results(roomFiles(room));
      expect(found.length).toBeGreaterThan(1);
      expect(found.filter(({ ok }) => !ok)).toEqual([]);
    },
    TIMEOUT,
  );
});

describe('a golden file that does not fit fails', () => {
  type Contents = { kind: string; config: Record<string, unknown>; tensors: Record<string, TensorData> };

  /** A golden file, changed. */
  async function changed(name: string, change: (contents: Contents) => void): Promise<ParityResult> {
    const file = ['augment', 'nn', 'optim', 'vicregl']
      .flatMap(roomFiles)
      .find((entry) => entry.name === name)!;
    const { metadata, tensors } = readSafetensors(file.bytes);
    const config = JSON.parse(metadata.config!) as Record<string, unknown>;
    const contents: Contents = { kind: metadata.kind!, config, tensors: { ...tensors } };
    change(contents);
    const bytes = writeSafetensors(contents.tensors, {
      kind: contents.kind,
      config: JSON.stringify(contents.config),
    });
    return (await results([{ name, bytes }]))[0]!;
  }

  /** Moves the largest value of a tensor by a share of it. */
  function perturb({ tensors }: Contents, name: string, share: number): void {
    const data = tensors[name]!.data as Float32Array;
    const largest = data.reduce(
      (best, value, index) => (Math.abs(value) > Math.abs(data[best]!) ? index : best),
      0,
    );
    data[largest] = data[largest]! * (1 + share);
  }

  it.each([
    ['criterion_2view_a1.safetensors', 'cov', 3e-5],
    ['criterion_2view_a1.safetensors', 'grad/embedding/1', 3e-5],
    ['backbone_convnext_32px.safetensors', 'maps', 3e-5],
    ['backbone_resnet_basic.safetensors', 'after/bn1.running_var', 2e-4],
    ['expander_layer_norm_2.safetensors', 'grad/x', 3e-5],
    ['matching_l2_k4_small.safetensors', 'nearest/distance', 1e-3],
    ['optimizer_lars.safetensors', 'param/4/linear.weight', 1e-5],
    ['schedule.safetensors', 'case/3/lr', 1e-11],
    ['grid.safetensors', 'case/1/grid', 1e-5],
    ['augment_48x64.safetensors', 'chain/0/normalized', 1e-4],
  ])('%s with another %s', async (file, tensor, share) => {
    const result = await changed(file, (contents) => perturb(contents, tensor, share));
    expect(result).toMatchObject({ ok: false, problems: [], worst: { where: tensor } });
  });

  it('with another match', async () => {
    const result = await changed('criterion_2view_grid8x4.safetensors', ({ tensors }) => {
      const data = tensors['match/1-0/location/backward/candidate']!.data as Int32Array;
      data[0] = data[0] === 0 ? 1 : 0;
    });
    expect(result).toMatchObject({
      ok: false,
      worst: { where: 'match/1-0/location/backward/candidate', error: 1 },
    });
  });

  it(
    'with weights that did not move as they should',
    async () => {
      const name = 'backbone.stages.3.0.pwconv1.weight';
      const result = await changed('steps_convnext_2view.safetensors', ({ tensors }) => {
        const [start, end] = [
          tensors[`init/${name}`]!.data,
          tensors[`final/${name}`]!.data,
        ] as Float32Array[];
        end!.forEach((value, index) => (end![index] = start![index]! + 0.9 * (value - start![index]!)));
      });
      expect(result).toMatchObject({ ok: false, worst: { where: `final/${name}` } });
    },
    TIMEOUT,
  );

  it.each(['schedule.safetensors', 'matching_l2_ties.safetensors', 'criterion_2view_a1.safetensors'])(
    '%s with a setting that is not known',
    async (file) => {
      const result = await changed(file, ({ config }) => (config.temperature = 0.1));
      expect(result.ok).toBe(false);
      expect(result.problems.join()).toContain('temperature');
    },
  );

  it('with a nested setting that is not known', async () => {
    const result = await changed('schedule.safetensors', ({ config }) => {
      (config.cases as Record<string, unknown>[])[1]!.restarts = 2;
    });
    expect(result.problems.join()).toContain('restarts');
  });

  it('with a tensor that nobody looks at', async () => {
    const result = await changed(
      'grid.safetensors',
      ({ tensors }) => (tensors['case/99/grid'] = tensors['case/0/grid']!),
    );
    expect(result).toMatchObject({ ok: false, problems: ['unused tensors: case/99/grid'] });
  });

  it('without a tensor that it should have', async () => {
    const result = await changed('optimizer_adamw.safetensors', ({ tensors }) => {
      delete tensors['param/2/gamma'];
    });
    expect(result).toMatchObject({ ok: false, problems: ['there is no tensor "param/2/gamma"'] });
  });

  it('of a kind that is not known', async () => {
    const result = await changed('grid.safetensors', (contents) => (contents.kind = 'lattice'));
    expect(result).toMatchObject({ ok: false, problems: ['the kind "lattice" is unknown'] });
  });

  it('when a checkpoint that stands alone is read instead of refused', async () => {
    const file = roomFiles('formats').find(({ name }) => name === 'checkpoint_strides.pth')!;
    expect(await results([file])).toMatchObject([
      { ok: false, problems: ['it should be refused, and was read'] },
    ]);
  });
});
