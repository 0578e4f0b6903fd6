import { lockHolder } from '../files/lock';
import type { BackendChoice } from '../inputs/optionValues';
import { callsOf } from './commands';
import type { SweepPlan } from './plan';
import { PointFolder } from './pointFolder';
import type { RunnablePoint } from './prepare';
import type { PointTask } from './runPoints';

/** Work in a point's folder, which another process may have under way. */
export function pointTask(id: string, folder: PointFolder, calls: PointTask['calls']): PointTask {
  return { id, folder, calls, heldBy: () => lockHolder(folder.path) };
}

/** What is left of a point that is trained and evaluated as a plan says. @param out folder of all points */
export function plannedTask(
  point: RunnablePoint,
  plan: SweepPlan,
  out: string,
  backend: BackendChoice,
): PointTask {
  const folder = new PointFolder(out, point.id);
  return pointTask(point.id, folder, () => callsOf(point, folder, plan, backend));
}
