import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from '../../zod';
import { parseConfig } from '../../config/parse';
import { Failure } from '../../failure';
import { quoted } from '../../quoted';
import { ALL_PROBES } from '../../reports/evaluation';
import { BASELINES } from '../../sweep/spec';
import { writeJsonResult } from '../files/resultFile';
import type { SweepPlan } from './plan';

const PLAN_FILE = 'sweep.json';
const VERSION = 1;

const planSchema = z.strictObject({
  version: z.literal(VERSION),
  base: z.unknown(),
  axes: z.array(
    z.strictObject({
      path: z.string(),
      values: z.array(z.union([z.number(), z.string(), z.boolean(), z.null(), z.array(z.number())])),
    }),
  ),
  seeds: z.array(z.int()),
  baselines: z.array(z.enum(BASELINES)),
  data: z.string(),
  probes: z.array(z.enum(ALL_PROBES)),
  steps: z.int().optional(),
});

/** @throws Failure `storage_full`, `storage_failed` */
export async function writePlan(folder: string, { spec, data, probes, steps }: SweepPlan): Promise<void> {
  const { base, axes, seeds, baselines = [] } = spec;
  const content: z.infer<typeof planSchema> = {
    version: VERSION,
    base,
    axes: axes.map(({ path, values }) => ({
      path,
      values: values.map((value) => (typeof value === 'object' && value !== null ? [...value] : value)),
    })),
    seeds: [...seeds],
    baselines: [...baselines],
    data,
    probes: [...probes],
    ...(steps === undefined ? {} : { steps }),
  };
  await writeJsonResult(join(folder, PLAN_FILE), content);
}

/**
 * The plan of a sweep's folder; `undefined` where there is none yet.
 * @throws Failure `data_unreadable`, or those of a configuration, where the file is not what `writePlan` writes.
 */
export function readPlan(folder: string): SweepPlan | undefined {
  const path = join(folder, PLAN_FILE);
  if (!existsSync(path)) return undefined;
  const parsed = planSchema.safeParse(parseJson(readFileSync(path, 'utf8')));
  if (!parsed.success)
    throw new Failure({
      code: 'data_unreadable',
      message: `${quoted(path)} is not what a sweep writes.`,
      remedy: 'Choose another folder, or delete the file and run the sweep again.',
    });
  const { base, axes, seeds, baselines, data, probes, steps } = parsed.data;
  return {
    spec: { base: parseConfig(base, quoted(path)), axes, seeds, baselines },
    data,
    probes,
    ...(steps === undefined ? {} : { steps }),
  };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
