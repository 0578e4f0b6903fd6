import { Account } from './account';
import { planArchives } from './archives/planArchives';
import { lookAtFiles } from './lookAtFiles';
import { nothingUsable } from './nothingUsable';
import type { FoundFile, Named } from './reader';
import { READERS, type DataPlan } from './readers';
import type { SourceFile } from './sourceFile';

/**
 * Decides what files are, by the first of `READERS` that claims them: with the classes, masks and splits of images, and
 * archives by what they hold, where no reader claims the files beside them. What files hold decides; of those with the
 * ending of an image, that is found out when they are decoded. Page and command line use this same rule.
 *
 * @param name what a person calls them: the folder's name
 * @param account takes up what is not used; it may know of files already that are not in the list
 * @throws {Failure} `data_missing` where there is nothing to train on, saying what there is; `data_unreadable` for an
 * archive that is damaged or has to be unpacked
 */
export async function planData(
  name: string,
  files: readonly SourceFile[],
  account = new Account(),
): Promise<DataPlan> {
  const named = { name, account };
  const found = await lookAtFiles(files, account);
  const plan = (await firstPlan(found, named)) ?? (await planArchives(found, named, firstPlan));
  if (plan === undefined) throw nothingUsable(name, found, account);
  return plan;
}

async function firstPlan(files: readonly FoundFile[], named: Named): Promise<DataPlan | undefined> {
  for (const reader of READERS) {
    const plan = await reader.plan(files, named);
    if (plan !== undefined) return plan;
  }
  return undefined;
}
