import { afterAll, beforeAll, beforeEach, expect, it, vi } from 'vitest';
import type { Computer } from '../compute/computer';
import { Failure } from '../failure';
import { allocate, currentBackend, flush, release } from './backendView';
import { runProgram } from './dispatch';
import { pipelineOf } from './pipelines';
import { defineProgram } from './program';
import { openSharedDevice } from './testing/sharedDevice';

let device: Computer;
let errors: Failure[] = [];
const said = vi.spyOn(console, 'error').mockImplementation(() => undefined);
beforeAll(async () => {
  device = await openSharedDevice({ onError: (failure) => errors.push(failure) });
});
beforeEach(() => {
  errors = [];
  said.mockClear();
});
afterAll(() => {
  said.mockRestore();
  device.close();
});

const broken = defineProgram<{ rows: number }>('broken', ({ rows }) => ({
  inputs: {},
  outputs: { y: 'f32' },
  workgroupSize: [1],
  main: `
  let row = ${rows}u;
  y[row] = nothing;`,
}));

function expectNamed(failure: Failure | undefined): void {
  expect(failure?.info.message).toContain('"broken,rows=');
  expect(failure?.info.message).toMatch(/line \d+:12: .*nothing/);
  const { message: source } = failure?.cause as Error;
  expect(source).toMatch(/^> +\d+ \| +y\[row\] = nothing;$/m);
  expect(source).toMatch(/^ +1 \| /m);
  expect(said.mock.calls.flat().join()).toContain(source);
}

it('names a program that does not compile, with the compiler’s message and the numbered source', async () => {
  pipelineOf(currentBackend().device, broken({ rows: 1 }));
  await vi.waitFor(() => expect(errors).toHaveLength(1));
  expectNamed(errors[0]);
});

it('does so too where programs are compiled ahead', async () => {
  const failure = await device.compile!(
    () => void pipelineOf(currentBackend().device, broken({ rows: 2 })),
  ).then(
    () => undefined,
    (error: unknown) => error as Failure,
  );
  expectNamed(failure);
  expect(errors).toEqual([]);
});

it('has WebGPU name the program where a dispatch is wrong', async () => {
  const wide = defineProgram('wide', () => ({
    inputs: { x: 'vec4<f32>' },
    outputs: { y: 'f32' },
    workgroupSize: [1],
    main: 'y[0] = x[0].w;',
  }));
  const backend = currentBackend();
  const [x, y] = [allocate(backend, [1, 2]), allocate(backend, [3])];
  runProgram(backend, wide({}), { inputs: { x }, outputs: { y }, workgroups: [1] });
  flush(backend);
  await vi.waitFor(() => expect(errors).toHaveLength(1));
  expect(errors[0]?.info.message).toContain('"wide"');
  release(backend, x, y);
});
