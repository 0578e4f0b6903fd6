import { z } from '../../../src/zod';
import { table } from '../../../src/formats/markdownTable';
import { bytes, figure, percent } from '../numbers';
import type { PartRecords } from './record';

/** @file What the project has promised of its speed, and what came of it. */

export interface Mark {
  readonly promise: string;
  /** What was measured, and whether the promise is kept; `undefined` where its figures are missing. */
  readonly outcome: (records: PartRecords) => Outcome | undefined;
}

interface Outcome {
  readonly here: string;
  readonly met: boolean;
}

const Engines = z.object({
  results: z.array(
    z.object({
      engine: z.string(),
      milliseconds: z.object({ median: z.number() }),
      jsMilliseconds: z.object({ median: z.number() }),
      dispatches: z.number(),
      peakBytes: z.number(),
    }),
  ),
});
const Profile = z.object({
  dispatches: z.array(z.object({ milliseconds: z.number() })),
  criterion: z.number(),
});
const Prediction = z.object({
  prediction: z.object({
    usefulShare: z.number(),
    ops: z.array(z.object({ name: z.string(), ofRoof: z.number() })),
  }),
});
const OneRun = z.object({ milliseconds: z.number() });
const Threads = z.object({ one: OneRun, all: OneRun });
const Memory = z.object({ marks: z.array(z.object({ step: z.number(), gpuBytes: z.number() })) });
const Visits = z.array(z.object({ training: z.array(z.object({ duration: z.number() })) }));
const Page = z.object({ cold: Visits, warm: Visits });

/** Reads one part's figures and decides; `undefined` where they are missing. */
function from<T>(
  part: string,
  schema: z.ZodType<T>,
  decide: (data: T) => Outcome | undefined,
): Mark['outcome'] {
  return (records) => {
    const record = records.get(part);
    return record === undefined ? undefined : decide(schema.parse(record.data));
  };
}

type EngineFigures = z.infer<typeof Engines>['results'][number];

const engineIn = ({ results }: z.infer<typeof Engines>, name: string): EngineFigures | undefined =>
  results.find(({ engine }) => engine === name);

/** How many times as fast an engine of ours is as others. */
function timesAsFast(part: string, own: string, others: Readonly<Record<string, number>>): Mark['outcome'] {
  return from(part, Engines, (data) => {
    const ours = engineIn(data, own);
    if (ours === undefined) return undefined;
    const ratios = Object.entries(others).map(([name, wanted]) => {
      const other = engineIn(data, name);
      const ratio = other === undefined ? undefined : other.milliseconds.median / ours.milliseconds.median;
      return { name, wanted, ratio };
    });
    if (ratios.some(({ ratio }) => ratio === undefined)) return undefined;
    return {
      here: ratios.map(({ name, ratio }) => `${figure(ratio!)} × ${name}`).join(', '),
      met: ratios.every(({ ratio, wanted }) => ratio! >= wanted),
    };
  });
}

function atMost(part: string, engine: string, field: 'dispatches' | 'js', most: number): Mark['outcome'] {
  return from(part, Engines, (data) => {
    const found = engineIn(data, engine);
    if (found === undefined) return undefined;
    const value = field === 'js' ? found.jsMilliseconds.median : found.dispatches;
    return { here: field === 'js' ? `${figure(value)} ms` : String(value), met: value <= most };
  });
}

/** Each in the words in which it was promised. */
export const MARKS: readonly Mark[] = [
  {
    promise: 'W0 on WebGPU: 12 × stock tfjs, 2.5 × jax-js',
    outcome: timesAsFast('step-w0', 'ours', { 'tfjs-webgpu': 12, 'jax-webgpu': 2.5 }),
  },
  {
    promise: 'W1 on WebGPU: 15 × stock tfjs, 2 × jax-js',
    outcome: timesAsFast('step-w1', 'ours', { 'tfjs-webgpu': 15, 'jax-webgpu': 2 }),
  },
  {
    promise: 'W0 on the processor: faster than its peers',
    outcome: timesAsFast('step-w0', 'ours-wasm', { wasm: 1, 'jax-wasm': 1 }),
  },
  {
    promise: 'W1 on the processor: faster than its peers',
    outcome: timesAsFast('step-w1', 'ours-wasm', { wasm: 1, 'jax-wasm': 1 }),
  },
  {
    promise: 'W1 on the processor: two threads 1.6 × one',
    outcome: from('threads-w1', Threads, ({ one, all }) => {
      const ratio = one.milliseconds / all.milliseconds;
      return { here: `${figure(ratio)} × one, by the least time`, met: ratio >= 1.6 };
    }),
  },
  {
    promise: 'at most 120 dispatches in a step of W0 as the page trains',
    outcome: atMost('step-w0', 'playground', 'dispatches', 120),
  },
  {
    promise: 'at most 160 dispatches in a step of W1 as the page trains',
    outcome: atMost('step-w1', 'playground', 'dispatches', 160),
  },
  {
    promise: 'at most 1 ms of JavaScript in a replayed step of W0',
    outcome: atMost('step-w0', 'ours', 'js', 1),
  },
  {
    promise: 'local criterion at most a quarter of W1’s step',
    outcome: from('profile-w1', Profile, ({ dispatches, criterion }) => {
      const share = criterion / dispatches.reduce((sum, one) => sum + one.milliseconds, 0);
      return { here: percent(share), met: share <= 0.25 };
    }),
  },
  {
    promise: 'predicted floor of W1 on a desktop card at least 70 % useful work',
    outcome: from('predict-w1', Prediction, ({ prediction: { usefulShare } }) => ({
      here: percent(usefulShare),
      met: usefulShare >= 0.7,
    })),
  },
  {
    promise: 'no op of W2 below half of its roof, by the prediction’s count of bytes',
    outcome: from('predict-w2', Prediction, ({ prediction: { ops } }) => {
      const worst = ops.reduce((least, op) => (op.ofRoof < least.ofRoof ? op : least));
      return { here: `at least ${percent(worst.ofRoof)} (${worst.name})`, met: worst.ofRoof >= 0.5 };
    }),
  },
  {
    promise: 'W0’s peak of GPU memory at most a third of stock tfjs’s',
    outcome: from('step-w0', Engines, (data) => {
      const [ours, stock] = [engineIn(data, 'ours'), engineIn(data, 'tfjs-webgpu')];
      if (ours === undefined || stock === undefined) return undefined;
      return {
        here: `${bytes(ours.peakBytes)} of ${bytes(stock.peakBytes)}`,
        met: 3 * ours.peakBytes <= stock.peakBytes,
      };
    }),
  },
  {
    promise: 'GPU memory does not grow after step 10',
    outcome: from('memory', Memory, ({ marks }) => {
      const grown = Math.max(...marks.map(({ gpuBytes }) => gpuBytes)) - marks[0]!.gpuBytes;
      return {
        here: `${bytes(grown)} in ${marks.at(-1)!.step.toLocaleString('en')} steps`,
        met: grown === 0,
      };
    }),
  },
  {
    promise: 'the page is never silent for more than 100 ms while it trains',
    outcome: from('page', Page, ({ cold, warm }) => {
      const longest = Math.max(
        0,
        ...[...cold, ...warm].flatMap(({ training }) => training.map(({ duration }) => duration)),
      );
      return { here: longest === 0 ? 'never above 50 ms' : `${figure(longest)} ms`, met: longest <= 100 };
    }),
  },
];

export function marksTable(marks: readonly Mark[], records: PartRecords): string {
  const rows = marks.map(({ promise, outcome }) => {
    const found = outcome(records);
    return [promise, found?.here ?? 'not measured', found === undefined ? '–' : found.met ? 'yes' : '**no**'];
  });
  return table(['mark', 'here', 'met'], rows);
}
