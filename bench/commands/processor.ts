import { table } from '../../src/formats/markdownTable';
import type { Host } from '../hosts/host';
import type { OpTime, ProcessorOptions, ProcessorProfile } from '../jobs/processor';
import { figure, percent } from '../report/numbers';
import type { CommandOutput } from './output';

/** How often either page takes its turn; the least time of all counts. */
const TURNS = 3;
/** Ops that take less than this share of a step are added up. */
const LEAST_SHARE = 0.005;

/** The page's step on the processor, op by op, with one thread and with all, whose losses must be the same in every bit. */
export async function processor(host: Host, options: ProcessorOptions): Promise<CommandOutput> {
  const profiles: [one: ProcessorProfile[], all: ProcessorProfile[]] = [[], []];
  for (let turn = 0; turn < TURNS; turn++)
    for (const [place, profilesOfPlace] of profiles.entries()) {
      const room = await host.open(place === 1);
      profilesOfPlace.push(await room.run('processor', options));
      await room.close();
    }
  const [one, all] = profiles.map(least) as [ProcessorProfile, ProcessorProfile];
  const isSame = one.losses.every((loss, step) => Object.is(loss, all.losses[step]));
  const failure = `The losses of one thread are ${one.losses.join(', ')}, those of all ${all.losses.join(', ')}.`;
  return {
    text: describe(options, one, all),
    data: { ...options, one, all },
    ...(isSame ? {} : { failure }),
  };
}

/** The least time of each op and of the step. */
function least(profiles: readonly ProcessorProfile[]): ProcessorProfile {
  const [first] = profiles as [ProcessorProfile];
  const ops = first.ops.map(({ name, calls }) => ({
    name,
    calls,
    milliseconds: Math.min(...profiles.map((profile) => timeOf(profile.ops, name))),
  }));
  const leastOf = (value: (profile: ProcessorProfile) => number) => Math.min(...profiles.map(value));
  return {
    ...first,
    ops,
    milliseconds: leastOf(({ milliseconds }) => milliseconds),
    outsideMilliseconds: leastOf(({ outsideMilliseconds }) => outsideMilliseconds),
    limits: {
      operationsPerSecond: Math.max(...profiles.map(({ limits }) => limits.operationsPerSecond)),
      bytesPerSecond: Math.max(...profiles.map(({ limits }) => limits.bytesPerSecond)),
    },
  };
}

function timeOf(ops: readonly OpTime[], name: string): number {
  return ops.find((op) => op.name === name)?.milliseconds ?? 0;
}

const sumOf = (ops: readonly OpTime[]): number => ops.reduce((sum, op) => sum + op.milliseconds, 0);

const limitRow = (name: string, one: number, all: number): string[] => [
  name,
  figure(one / 1e9),
  figure(all / 1e9),
  figure(all / one),
];

function describe(
  { preset, workload }: ProcessorOptions,
  one: ProcessorProfile,
  all: ProcessorProfile,
): string {
  const isLarge = ({ milliseconds }: OpTime): boolean => milliseconds >= LEAST_SHARE * one.milliseconds;
  const [large, small] = [one.ops.filter(isLarge), one.ops.filter((op) => !isLarge(op))];
  const row = (name: string, calls: number, alone: number, together: number): string[] => [
    name,
    String(calls),
    figure(alone),
    percent(alone / one.milliseconds),
    figure(together),
    figure(alone / together),
  ];
  const rows = large
    .toSorted((a, b) => b.milliseconds - a.milliseconds)
    .map(({ name, calls, milliseconds }) => row(name, calls, milliseconds, timeOf(all.ops, name)));
  const smallTogether = small.reduce((sum, { name }) => sum + timeOf(all.ops, name), 0);
  const smallCalls = small.reduce((sum, { calls }) => sum + calls, 0);
  return [
    `${preset ?? workload.name}, a step as the page trains. ${one.device} beside ${all.device}; of each the least time.`,
    '',
    table(
      ['op', 'calls', 'one ms', 'share', 'all ms', '×'],
      [
        ...rows,
        row(`${small.length} others`, smallCalls, sumOf(small), smallTogether),
        row('outside of ops', 0, one.outsideMilliseconds, all.outsideMilliseconds),
        row('the step', 1, one.milliseconds, all.milliseconds),
      ],
    ),
    '',
    'What the same threads do at best, however little else there is to do:',
    '',
    table(
      ['limit', 'one', 'all', '×'],
      [
        limitRow(
          'multiply-adds in registers, GFLOP/s',
          one.limits.operationsPerSecond,
          all.limits.operationsPerSecond,
        ),
        limitRow('a copy, GB/s', one.limits.bytesPerSecond, all.limits.bytesPerSecond),
      ],
    ),
  ].join('\n');
}
