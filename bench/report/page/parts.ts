/** @file What `bench -- report` measures: each part is one bench command, and one block of figures in the page. */

export interface ReportPart {
  /** Name of its file in `docs/performance/`, and of its block in the page. */
  readonly name: string;
  /** The arguments of `npm run bench --` that measure it. */
  readonly command: readonly string[];
  /** Its plot, if the command draws one; beside the file of figures. */
  readonly plot?: boolean;
  /** Measured only where it is asked for by name: it takes longer than all the others. */
  readonly long?: boolean;
}

const part = (name: string, command: string, more: Pick<ReportPart, 'plot' | 'long'> = {}): ReportPart => ({
  name,
  command: command.split(' '),
  ...more,
});

/** In the order of the page. */
export const REPORT_PARTS: readonly ReportPart[] = [
  part(
    'step-w0',
    'step --workload W0 --steps 10 --engines ours,playground,ours-mixed,tfjs-webgpu,tfjs-webgl,jax-webgpu,ours-wasm,wasm,jax-wasm',
    { plot: true },
  ),
  part(
    'step-w1',
    'step --workload W1 --steps 1 --engines ours,playground,ours-mixed,tfjs-webgpu,tfjs-webgl,jax-webgpu,ours-wasm,wasm,jax-wasm',
    { plot: true },
  ),
  part('step-w2', 'step --workload W2 --batch 16 --steps 1 --engines ours-wasm,jax-wasm', { long: true }),
  part('threads-w0', 'processor --workload W0'),
  part('threads-w1', 'processor --workload W1'),
  part('threads-jax', 'step --workload W1 --steps 5 --engines ours-wasm-threads,jax-wasm-threads'),
  part('sent-w0', 'step --workload W0 --steps 20 --engines playground,playground-sent'),
  part('profile-w0', 'profile --workload W0 --steps 5', { plot: true }),
  part('profile-w1', 'profile --workload W1 --steps 2', { plot: true }),
  part('predict-w0', 'predict --workload W0 --device desktop'),
  part('predict-w1', 'predict --workload W1 --device desktop'),
  part('predict-w2', 'predict --workload W2 --device desktop'),
  part('kernels', 'kernels --repeats 2', { plot: true }),
  part('scaling', 'scaling --workload W0 --steps 2', { plot: true }),
  part('memory', 'memory --workload W0 --steps 1000'),
  part('page', 'page --repeats 3 --steps 15'),
  part('views', 'views --steps 20'),
  part('augment', 'augment'),
  part('load', 'load'),
  part('evaluate', 'evaluate --backends wasm --images 2000'),
  part('inference', 'inference', { long: true }),
];
