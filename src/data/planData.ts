import { Account } from './account';
import { openArchive } from './archives/openArchive';
import { ownedArchive, planArchive, type OwnedArchive } from './archives/planArchive';
import { lookAtFiles } from './lookAtFiles';
import { nothingUsable } from './nothingUsable';
import type { FoundFile, Named } from './reader';
import { READERS, type DataPlan } from './readers';
import type { SourceFile } from './sourceFile';

/**
 * Decides what files are, by the first of `READERS` that claims them: with the classes, masks and splits of images, and an
 * archive by what it holds. What files hold decides; of those with the ending of an image, that is found out when they are
 * decoded. Page and command line use this same rule.
 *
 * @param name what a person calls them: the folder's name
 * @param account takes up what is not used; it may know of files already that are not in the list
 * @throws {Failure} `data_missing` where there is nothing to train on, saying what there is; `data_unreadable` for an
 * archive that has to be unpacked
 */
export async function planData(
  name: string,
  files: readonly SourceFile[],
  account = new Account(),
): Promise<DataPlan> {
  return planFiles(files, { name, account });
}

async function planFiles(files: readonly SourceFile[], named: Named): Promise<DataPlan> {
  const { name, account } = named;
  const found = await lookAtFiles(files, account);
  for (const reader of READERS) {
    const plan = await reader.plan(found, named);
    if (plan !== undefined) return plan;
  }
  const owned = await onlyArchive(found);
  if (owned === undefined) throw nothingUsable(name, found, account);
  for (const { file } of found) if (file !== owned.archive.file) account.otherFormat(file.path);
  return planArchive(owned, named, planFiles);
}

/** The archive that a reader knows, where there is one such. */
async function onlyArchive(files: readonly FoundFile[]): Promise<OwnedArchive | undefined> {
  const owned: OwnedArchive[] = [];
  for (const { file, identity } of files) {
    const archive = identity.kind === 'archive' ? await openArchive(file) : undefined;
    const known = archive === undefined ? undefined : ownedArchive(archive);
    if (known !== undefined) owned.push(known);
  }
  return owned.length === 1 ? owned[0] : undefined;
}
