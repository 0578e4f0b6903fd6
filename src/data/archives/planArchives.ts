import { Failure } from '../../failure';
import { plain } from '../../quoted';
import { Account } from '../account';
import { lookAtFiles } from '../lookAtFiles';
import { nothingUsable } from '../nothingUsable';
import type { FoundFile, Named } from '../reader';
import { READERS, type DataPlan } from '../readers';
import { UNPACK, type Archive } from './archive';
import { archiveFiles, type Got } from './archiveFiles';
import { openArchive } from './openArchive';

/** What the first reader that claims files makes of them. */
export type FirstPlan = (files: readonly FoundFile[], named: Named) => Promise<DataPlan | undefined>;

/**
 * A plan of what archives hold together, with the files beside them. One that is packed as a whole is known by its
 * beginning, and unpacked when it is loaded.
 *
 * @returns `undefined` where none of the files is an archive that is read
 * @throws {Failure} `data_missing` where they hold nothing to train on, `data_unreadable` where they are damaged
 */
export async function planArchives(
  found: readonly FoundFile[],
  named: Named,
  firstPlan: FirstPlan,
): Promise<DataPlan | undefined> {
  const archives: Archive[] = [];
  const beside: FoundFile[] = [];
  for (const each of found) {
    const archive = each.identity.kind === 'archive' ? await openArchive(each.file) : undefined;
    if (archive === undefined) beside.push(each);
    else archives.push(archive);
  }
  if (archives.length === 0) return undefined;

  const inside = async (account: Account, got: Got) => {
    const files = [...beside, ...(await filesOf(archives, account, got))];
    return { files, plan: await firstPlan(files, { name: named.name, account }) };
  };
  const whole = async (account: Account, signal?: AbortSignal): Promise<DataPlan> => {
    const { files, plan } = await inside(account, (archive) => archive.open(account, signal));
    if (plan === undefined) throw nothingUsable(named.name, files, account);
    return plan;
  };
  if (!archives.some(({ isPackedWhole }) => isPackedWhole)) return whole(named.account);
  const aside = new Account();
  const { plan: known } = await inside(aside, (archive) => archive.list(aside));
  // Something that can be read may come later in it.
  if (known === undefined) return whole(named.account);
  const same = async (account: Account, signal: AbortSignal | undefined): Promise<DataPlan> => {
    const plan = await whole(account, signal);
    if (plan.source === known.source) return plan;
    throw otherContents(named.name, plan);
  };
  return {
    ...named,
    source: known.source,
    contents: undefined,
    load: async (options) => (await same(named.account, options.signal)).load(options),
    loadHeldOut: async (training, options) =>
      (await same(new Account(), options.signal)).loadHeldOut(training, options),
  };
}

/** What archives hold; an archive in an archive is not opened. */
async function filesOf(archives: readonly Archive[], account: Account, got: Got): Promise<FoundFile[]> {
  const found = await lookAtFiles(await archiveFiles(archives, account, got), account);
  return found.filter(({ file, identity }) => {
    if (identity.kind !== 'archive') return true;
    account.notUsed('archives in an archive', file.path);
    return false;
  });
}

function otherContents(name: string, { source }: DataPlan): Failure {
  const { words } = READERS.find((reader) => reader.source === source)!;
  return new Failure({
    code: 'data_unreadable',
    message: `${plain(name)} holds ${words} after other files, by which it was taken for something else.`,
    doing: `unpacking ${plain(name)}`,
    remedy: UNPACK,
  });
}
