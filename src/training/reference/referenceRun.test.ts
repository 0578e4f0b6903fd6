import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Computer } from '../../compute/computer';
import type { RunConfig } from '../../config/runConfig';
import { failureInfo, type FailureInfo } from '../../failure';
import { writePyTorch } from '../../formats/pytorch/writePyTorch';
import type { PyDict } from '../../formats/pytorch/values';
import { tensorBytes, type TypedTensor } from '../../formats/tensorData';
import { fingerprintOf } from '../../fingerprint';
import { writeSafetensors } from '../../formats/safetensors';
import { nodeFiles } from '../../wasm/nodeFiles';
import { openProcessor } from '../../wasm/processor';
import { readCheckpoint, type Checkpoint } from '../checkpoint';
import { tinyConfig, tinyImages } from '../testing/tinyRun';
import { Trainer } from '../trainer';
import { referenceRun, referenceTarget } from './referenceRun';
import { asReference, referenceFile, type FullCheckpoint } from './testing/asReference';

let processor: Computer;
beforeAll(async () => {
  processor = await openProcessor(nodeFiles());
});
afterAll(() => processor.close());

const IMAGES = tinyImages();
const LENGTH = 14;
/** 24 images in batches of 7 are 4 steps. */
const EPOCHS = 2;
const STEPS = 8;

const config = (change: (config: RunConfig) => void = () => undefined) =>
  tinyConfig((tiny) => {
    Object.assign(tiny.run, { batch: 7, length: LENGTH, snapshotEvery: 100 });
    change(tiny);
  });

function resnet({ model, optim, loss }: RunConfig): void {
  model.backbone = {
    family: 'resnet',
    block: 'basic',
    layers: [1, 1, 1, 1],
    base: 4,
    stem: 'small',
    zeroInitResidual: true,
  };
  optim.optimizer = 'lars';
  Object.assign(loss, { matchesForward: 4, matchesBackward: 2 });
}

async function trained(run: RunConfig, steps: number): Promise<{ trainer: Trainer; checkpoint: Checkpoint }> {
  const trainer = new Trainer(processor, () => undefined);
  await trainer.setData(IMAGES);
  await trainer.configure(run);
  await trainer.step(steps);
  return { trainer, checkpoint: await standing(trainer) };
}

async function standing(trainer: Trainer): Promise<Checkpoint> {
  return readCheckpoint((await trainer.exportCheckpoint()).file);
}

/** Of every tensor of weights and optimiser, by name: a difference is told without all its numbers. */
function hashes({ step, weights, optimizer }: Checkpoint) {
  const hash = (tensors: Checkpoint['weights']) =>
    Object.entries(tensors).map(([name, tensor]) => [name, fingerprintOf(tensorBytes(tensor))]);
  return { step, weights: hash(weights), optimizer: hash(optimizer) };
}

const read = (file: Uint8Array, run: RunConfig, name = 'model.pth') =>
  referenceRun(file, name, referenceTarget(run, IMAGES));

const specsOf = (run: RunConfig) => referenceTarget(run, IMAGES).specs;

describe.each([
  ['AdamW and a ConvNeXt', config()],
  ['LARS and a ResNet', config(resnet)],
  ['LARS and a ConvNeXt', config(({ optim }) => void (optim.optimizer = 'lars'))],
  ['AdamW and a ResNet', config((tiny) => (resnet(tiny), (tiny.optim.optimizer = 'adamw')))],
] as const)('a checkpoint of the reference with %s', (_, run) => {
  it('goes on as the run that was never interrupted, to the bit', async () => {
    const { trainer, checkpoint } = await trained(run, STEPS);
    const { checkpoint: found, warnings } = read(referenceFile(checkpoint, specsOf(run), EPOCHS), run);
    expect(warnings).toEqual([]);
    expect(found.step).toBe(STEPS);
    expect(Object.keys(found.optimizer).sort()).toEqual(Object.keys(checkpoint.optimizer).sort());
    await trainer.step(LENGTH);
    const end = await standing(trainer);

    const resumed = new Trainer(processor, () => undefined);
    await resumed.setData(IMAGES);
    await resumed.resume(found);
    await resumed.step(LENGTH);
    expect(hashes(await standing(resumed))).toEqual(hashes(end));
  });
});

describe('what a checkpoint of the reference says', () => {
  let checkpoint: Checkpoint;
  beforeAll(async () => ({ checkpoint } = await trained(config(), STEPS)));

  const file = (change?: (full: FullCheckpoint) => void) =>
    referenceFile(checkpoint, specsOf(config()), EPOCHS, change);
  const slotsAt = ({ state }: FullCheckpoint, number: number) => state.get(number) as PyDict;
  function refusal(bytes: Uint8Array, run = config()): FailureInfo {
    try {
      read(bytes, run);
    } catch (error) {
      return failureInfo(error);
    }
    throw new Error('It was taken.');
  }

  it('is a step of the schedule by its epochs, and updates by its own count', () => {
    const { checkpoint: found, warnings } = read(referenceFile(checkpoint, specsOf(config()), 3), config());
    expect(found.step).toBe(12);
    expect(found.optimizer['step/backbone.norm.weight']!.data).toEqual(Float32Array.of(STEPS));
    expect(warnings).toEqual([
      {
        message: expect.stringMatching(/counts 8 updates, while 3 epochs are 12 steps/) as string,
        settings: [],
      },
    ]);
  });

  it('may count updates as integers, and keep slots in 64 bits', () => {
    const { checkpoint: found } = read(
      file(({ state }) => {
        for (const kept of state.values() as Iterable<PyDict>) {
          kept.set('step', STEPS);
          const { shape, data } = kept.get('exp_avg') as TypedTensor<'F32'>;
          kept.set('exp_avg', { dtype: 'F64', shape, data: Float64Array.from(data) });
        }
      }),
      config(),
    );
    expect(found.optimizer).toEqual(checkpoint.optimizer);
  });

  it('numbers parameters as its groups list them, whatever the numbers are', () => {
    const renumbered = file(({ state, groups }) => {
      const before = [...state];
      state.clear();
      for (const [number, kept] of before) state.set(1000 - Number(number), kept);
      for (const group of groups)
        group.set(
          'params',
          (group.get('params') as number[]).map((number) => 1000 - number),
        );
    });
    expect(read(renumbered, config()).checkpoint.optimizer).toEqual(checkpoint.optimizer);
  });

  it('may have a classifier that the run leaves out', () => {
    const without = config(({ model }) => void (model.classifier = false));
    const { checkpoint: found } = read(file(), without);
    expect(Object.keys(found.optimizer).some((name) => name.includes('classifier'))).toBe(false);
    expect(found.optimizer['exp_avg/projector.0.weight']).toEqual(
      checkpoint.optimizer['exp_avg/projector.0.weight'],
    );
  });

  it('may have been trained with other settings of the optimiser, which are named', () => {
    const other = config(({ optim }) => Object.assign(optim, { beta2: 0.95, weightDecay: 0.3 }));
    const [warning, ...rest] = read(file(), other).warnings;
    expect(rest).toEqual([]);
    expect(warning!.settings).toEqual([
      { path: 'optim.beta2', value: config().optim.beta2 },
      { path: 'optim.weightDecay', value: config().optim.weightDecay },
    ]);
  });

  it.each<[string, RegExp, (full: FullCheckpoint) => void]>([
    [
      'a slot of another shape',
      /exp_avg of "backbone.*" has shape \[3\] instead of/,
      (full) => {
        slotsAt(full, 0).set('exp_avg', { dtype: 'F32', shape: [3], data: new Float32Array(3) });
      },
    ],
    [
      'a missing slot',
      /parameter 4 lacks "exp_avg_sq"/,
      (full) => void slotsAt(full, 4).delete('exp_avg_sq'),
    ],
    ['a parameter without state', /has no state of "backbone/, ({ state }) => void state.delete(3)],
    [
      'a slot too many',
      /parameter 2 has "max_exp_avg_sq"/,
      (full) => {
        slotsAt(full, 2).set('max_exp_avg_sq', slotsAt(full, 2).get('exp_avg')!);
      },
    ],
    ['a variant', /AdamW with amsgrad/, ({ groups }) => void groups[0]!.set('amsgrad', true)],
    [
      'SGD',
      /neither AdamW nor LARS: it keeps "momentum_buffer"/,
      ({ state }) => {
        for (const number of state.keys()) state.set(number, new Map([['momentum_buffer', null]]));
      },
    ],
    ['an optimiser that has done nothing', /has done no step/, ({ state }) => state.clear()],
    ['no optimiser', /has no optimiser’s state/, ({ whole }) => void whole.delete('optimizer')],
    ['no epochs', /how many epochs/, ({ whole }) => void whole.delete('epoch')],
    ['half an epoch', /how many epochs/, ({ whole }) => void whole.set('epoch', 1.5)],
    ['more epochs than there are', /more steps than a run/, ({ whole }) => void whole.set('epoch', 2 ** 30)],
    ['no count of updates', /how many updates/, (full) => void slotsAt(full, 1).set('step', -1)],
    [
      'a slot of integers',
      /no tensor of floats/,
      (full) => {
        slotsAt(full, 1).set('exp_avg', { dtype: 'I64', shape: [8], data: new BigInt64Array(8) });
      },
    ],
    ['a group too few', /2 parameter groups/, ({ groups }) => void groups.pop()],
    [
      'a parameter in no group',
      /groups have/,
      ({ groups }) => void (groups[1]!.get('params') as number[]).pop(),
    ],
    [
      'a parameter in two groups',
      /twice/,
      ({ groups }) => {
        (groups[1]!.get('params') as number[])[0] = 0;
      },
    ],
    ['numbers that are none', /no list of parameters/, ({ groups }) => void groups[0]!.set('params', ['a'])],
    ['no groups', /no state and parameter groups/, ({ optimizer }) => void optimizer.delete('param_groups')],
    [
      'parameters in another order',
      /not in the reference’s order/,
      ({ model }) => {
        const entries = [...model];
        model.clear();
        for (const [name, tensor] of entries.reverse()) model.set(name, tensor);
      },
    ],
  ])('%s is refused', (_, words, change) => {
    const { code, message, remedy } = refusal(file(change));
    expect(message).toMatch(words);
    expect(code).toBe('checkpoint_bad_optimizer');
    expect(message).toMatch(/model\.pth/);
    expect(remedy).toMatch(/start from its weights/);
  });

  it('is refused where two parameters of one shape changed places', () => {
    const swapped = file(({ model }) => {
      const entries = [...model];
      const [a, b] = ['module.projector.0.bias', 'module.projector.1.bias'];
      model.clear();
      for (const [name, tensor] of entries) model.set(name === a ? b : name === b ? a : name, tensor);
    });
    expect(refusal(swapped).message).toMatch(/"projector.1.bias" stands where "projector.0.bias" belongs/);
  });

  it('is refused with a slot that is not finite', () => {
    const infinite = file((full) => {
      const { shape } = slotsAt(full, 0).get('exp_avg') as TypedTensor<'F32'>;
      slotsAt(full, 0).set('exp_avg', {
        dtype: 'F32',
        shape,
        data: new Float32Array(shape[0]!).fill(Infinity),
      });
    });
    expect(refusal(infinite).code).toBe('checkpoint_bad_value');
  });

  it.each<[string, (tiny: RunConfig) => void, FailureInfo['settings']]>([
    [
      'optimiser',
      ({ optim }) => void (optim.optimizer = 'lars'),
      [{ path: 'optim.optimizer', value: 'adamw' }],
    ],
    [
      'expander',
      ({ model }) => void (model.globalExpander = '32-16'),
      [{ path: 'model.globalExpander', value: '16-16' }],
    ],
    [
      'layer scale',
      ({ model }) => void Object.assign(model.backbone, { layerScale: 0.1 }),
      [{ path: 'model.backbone.layerScale', value: 0 }],
    ],
    ['α, and with it other expanders', ({ loss }) => void (loss.alpha = 1), undefined],
  ])('is refused where the run has another %s, with the settings that fit', (_, change, settings) => {
    const { code, settings: suggested } = refusal(file(), config(change));
    expect(code).toBe('weights_mismatch');
    expect(suggested).toEqual(settings);
  });

  it('is refused where its classes are others, unless the classifier is left out', () => {
    const more = file(({ model }) => {
      model.set('module.classifier.weight', { dtype: 'F32', shape: [5, 8], data: new Float32Array(40) });
    });
    expect(refusal(more).settings).toEqual([{ path: 'model.classifier', value: false }]);
  });

  it('is nothing that another kind of file has', () => {
    const bare = writePyTorch(asReference(checkpoint, specsOf(config()), EPOCHS).model);
    expect(refusal(bare).message).toMatch(/no optimiser’s state/);
    expect(refusal(writeSafetensors(checkpoint.weights, {})).message).toMatch(/safetensors file/);
    expect(refusal(new Uint8Array(0)).code).toBe('checkpoint_bad_kind');
  });
});

it('files that the reference itself has written are read', () => {
  for (const [name, change] of [
    [
      'convnext',
      ({ model }: RunConfig) => {
        model.backbone = {
          family: 'convnext',
          patch: 4,
          depths: [1, 1, 2, 1],
          widths: [4, 6, 8, 12],
          layerScale: 0,
          dropPath: 0,
        };
      },
    ],
    [
      'resnet',
      (tiny: RunConfig) => (resnet(tiny), Object.assign(tiny.model.backbone, { base: 2, stem: 'imagenet' })),
    ],
  ] as const) {
    const run = config((tiny) => {
      change(tiny);
      Object.assign(tiny.model, { globalExpander: '16-16-16', localExpander: '8-8-8' });
    });
    const images = { ...IMAGES, classNames: ['a', 'b', 'c', 'd', 'e'] };
    const bytes = readFileSync(
      new URL(`../../formats/fixtures/checkpoint_${name}_full.pth`, import.meta.url),
    );
    const target = referenceTarget(run, images);
    const { checkpoint } = referenceRun(new Uint8Array(bytes), name, target);
    expect(checkpoint.step).toBe(37 * 4);
    expect(Object.keys(checkpoint.weights)).toEqual(target.specs.map((spec) => spec.name));
    const slots = name === 'convnext' ? 3 : 1;
    const trainable = target.specs.filter((spec) => spec.trainable);
    expect(Object.keys(checkpoint.optimizer)).toHaveLength(slots * trainable.length);
  }
});
