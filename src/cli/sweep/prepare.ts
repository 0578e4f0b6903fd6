import { mkdirSync } from 'node:fs';
import { resolve } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { changedFields } from '../../config/describe';
import type { RunConfig } from '../../config/runConfig';
import { runConfig } from '../../config/runConfig';
import { Failure } from '../../failure';
import { quoted } from '../../quoted';
import type { SweepPoint } from '../../sweep/points';
import { writeAtomically } from '../files/atomicFile';
import { writeFailure } from '../files/fileFailures';
import type { SweepPlan } from './plan';
import { readPlan, writePlan } from './planFile';
import { PointFolder, pointsIn } from './pointFolder';

/** A point that can be run, and the configuration that its training is given. */
export type RunnablePoint = SweepPoint & { readonly config: RunConfig };

/**
 * Writes the plan and what each point is to be made from, so that whatever is in a point's folder afterwards belongs to it.
 *
 * @throws Failure `output_taken` where points were made otherwise and may not be replaced; `storage_full`,
 * `storage_failed`.
 */
export async function prepare(
  sweep: string,
  plan: SweepPlan,
  points: readonly RunnablePoint[],
  overwrite: boolean,
): Promise<void> {
  const before = readPlan(sweep);
  const otherData = before === undefined ? undefined : otherInput(before, plan);
  const stale = points.flatMap((point) => {
    const reason = madeOtherwise(new PointFolder(sweep, point.id), point.config);
    return reason === undefined ? [] : [{ id: point.id, reason }];
  });
  const made = otherData === undefined ? [] : pointsIn(sweep).map((id) => ({ id, reason: otherData }));
  const [first, ...others] = [...made, ...stale];
  if (first !== undefined && !overwrite) throw taken(sweep, first.id, first.reason);
  for (const { id } of first === undefined ? [] : [first, ...others]) new PointFolder(sweep, id).clear();
  await writePlan(sweep, plan);
  for (const point of points) await writeWanted(new PointFolder(sweep, point.id), point.config);
}

function otherInput(before: SweepPlan, plan: SweepPlan): string | undefined {
  if (place(before.data) !== place(plan.data)) return 'from other data';
  return before.steps === plan.steps ? undefined : 'with another number of steps';
}

const place = (data: string): string => (data === 'synthetic' ? data : resolve(data));

function madeOtherwise(folder: PointFolder, config: RunConfig): string | undefined {
  const { wanted } = folder;
  if (wanted === undefined || isDeepStrictEqual(wanted, config)) return undefined;
  const before = runConfig.safeParse(wanted).data;
  const field = before === undefined ? undefined : changedFields(config, before)[0];
  return field === undefined ? 'with another configuration' : `with another ${field.path}`;
}

async function writeWanted(folder: PointFolder, config: RunConfig): Promise<void> {
  const path = folder.file('wanted');
  try {
    mkdirSync(folder.path, { recursive: true });
    await writeAtomically(path, `${JSON.stringify(config, null, 2)}\n`);
  } catch (error) {
    throw writeFailure(path, error);
  }
}

function taken(sweep: string, id: string, reason: string): Failure {
  return new Failure({
    code: 'output_taken',
    message: `${quoted(sweep)} holds points that were made otherwise: ${id} ${reason}.`,
    doing: 'opening the output folder',
    remedy: 'Choose another --out, or add --overwrite to replace them.',
  });
}
