import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { epochsToGoOnFrom } from '../../formats/pytorch/modelState';
import { readPyTorch } from '../../formats/pytorch/readPyTorch';
import type { PyDict, PyValue } from '../../formats/pytorch/values';
import { FUZZ_RUNS, FUZZ_TIMEOUT } from '../../testing/fuzzRuns';
import { mutated, mutations } from '../../testing/mutations';
import { valueOrFailure } from '../../testing/valueOrFailure';
import { writePyTorch } from '../../formats/pytorch/writePyTorch';
import { networkSpecs } from '../../vicregl/network';
import { tinyConfig } from '../testing/tinyRun';
import { referenceRun, type ReferenceTarget } from './referenceRun';

/** A training of the reference that PyTorch itself has written, and the run that fits it. */
const config = tinyConfig(({ model, optim }) => {
  model.backbone = {
    family: 'resnet',
    block: 'basic',
    layers: [1, 1, 1, 1],
    base: 2,
    stem: 'imagenet',
    zeroInitResidual: true,
  };
  Object.assign(model, { globalExpander: '16-16-16', localExpander: '8-8-8' });
  optim.optimizer = 'lars';
});
const specs = networkSpecs(config.model, config.loss.alpha, 5);
const target: ReferenceTarget = { config, specs, count: 24, data: '0123456789abcdef' };
const file = new Uint8Array(
  readFileSync(new URL('../../formats/fixtures/checkpoint_resnet_full.pth', import.meta.url)),
);
/** Bytes at its beginning and at its end that say what its numbers are; those fill the rest. */
const TELLING = 20_480;

function expectWhole(bytes: Uint8Array): void {
  const found = valueOrFailure(() => referenceRun(bytes, 'mutated', target));
  if (found === undefined) return;
  const { step, weights, optimizer } = found.checkpoint;
  expect(Number.isSafeInteger(step) && step >= 0).toBe(true);
  expect(Object.keys(weights)).toHaveLength(specs.length);
  expect(Object.keys(optimizer)).toHaveLength(specs.filter(({ trainable }) => trainable).length);
}

it(
  'mutations of a checkpoint of the reference are read or refused, never with another error',
  () => {
    expect(referenceRun(file, 'good', target).checkpoint.step).toBe(37 * 3);
    const parts = fc.constantFrom<[number, number]>([0, TELLING], [file.length - TELLING, file.length]);
    fc.assert(
      fc.property(mutations, parts, (edits, [from, to]) => {
        const piece = mutated(file.subarray(from, to), edits);
        const bytes = new Uint8Array(Buffer.concat([file.subarray(0, from), piece, file.subarray(to)]));
        expectWhole(bytes);
        valueOrFailure(() => epochsToGoOnFrom(readPyTorch(bytes)));
      }),
      // Each reads a whole file, as the tests of the format do too.
      { numRuns: FUZZ_RUNS / 4 },
    );
  },
  FUZZ_TIMEOUT,
);

/** Anything that a checkpoint may hold in place of what belongs there. */
const anything: fc.Arbitrary<PyValue> = fc.oneof(
  fc.constant(null),
  fc.boolean(),
  fc.integer(),
  fc.double(),
  fc.string(),
  fc.constant(new Map()),
  fc.constant(new Map<string, PyValue>([['mu', 1]])),
  fc.array(fc.nat(80)),
  fc.constant({ dtype: 'F32', shape: [2], data: Float32Array.of(1, NaN) } as const),
);

it(
  'a checkpoint of the reference with other things in some places is read or refused',
  () => {
    const value = readPyTorch(file) as PyDict;
    fc.assert(
      fc.property(fc.array(fc.nat(), { minLength: 1, maxLength: 6 }), anything, (path, other) => {
        expectWhole(writePyTorch(replaced(value, path, other)));
      }),
      { numRuns: FUZZ_RUNS / 20 },
    );
  },
  FUZZ_TIMEOUT,
);

/** A copy of dictionaries and lists with another value at the end of a path, which goes by place. */
function replaced(value: PyValue, [place, ...rest]: readonly number[], other: PyValue): PyValue {
  if (place === undefined) return other;
  const inner = (item: PyValue) => replaced(item, rest, other);
  if (value instanceof Map && value.size > 0) {
    const at = place % value.size;
    return new Map([...value].map(([key, item], index) => [key, index === at ? inner(item) : item]));
  }
  if (Array.isArray(value) && value.length > 0) {
    const list = value as readonly PyValue[];
    return list.map((item, index) => (index === place % list.length ? inner(item) : item));
  }
  return other;
}
