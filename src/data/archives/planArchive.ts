import { Failure } from '../../failure';
import { plain } from '../../quoted';
import { Account } from '../account';
import type { Named } from '../reader';
import { READERS, type DataPlan, type Reader } from '../readers';
import type { SourceFile } from '../sourceFile';
import { TooLarge, type Archive, type KnownArchive } from './archive';

/** An archive and the reader that knows it. */
export interface OwnedArchive {
  readonly archive: Archive;
  readonly reader: Reader;
  readonly known: KnownArchive;
}

/** By the path of its first entry; `undefined` where no reader knows it. */
export function ownedArchive(archive: Archive): OwnedArchive | undefined {
  for (const reader of READERS) {
    const { archive: known } = reader;
    if (known?.firstPath.test(archive.firstPath) === true) return { archive, reader, known };
  }
  return undefined;
}

/** Decides what the files of an archive are. */
type PlanFiles = (files: readonly SourceFile[], named: Named) => Promise<DataPlan>;

/**
 * A plan of what an archive holds. It is unpacked when it is loaded, not before: what it is, its first entry tells.
 *
 * @param planFiles asks the readers, as of files that were chosen
 */
export function planArchive(owned: OwnedArchive, named: Named, planFiles: PlanFiles): DataPlan {
  const inside = async (account: Account): Promise<DataPlan> => {
    const plan = await planFiles(await unpack(owned), { name: named.name, account });
    if (plan.source === owned.reader.source && plan.contents !== undefined) return plan;
    throw otherContents(owned);
  };
  return {
    ...named,
    source: owned.reader.source,
    contents: undefined,
    load: async (options) => (await inside(named.account)).load(options),
    loadHeldOut: async (training, options) => (await inside(new Account())).loadHeldOut(training, options),
  };
}

async function unpack({ archive, known }: OwnedArchive): Promise<SourceFile[]> {
  const bytes = await archive.file.read();
  const bad = (what: string, cause: unknown) =>
    new Failure(
      {
        code: 'data_unreadable',
        message: `The archive ${plain(archive.file.path)} ${what}.`,
        doing: `unpacking ${known.title}`,
        remedy: 'Download it again, or unpack it and choose the folder that comes out.',
      },
      { cause },
    );
  try {
    return await archive.unpack(bytes, known.maxBytes);
  } catch (error) {
    if (error instanceof TooLarge) throw bad(`holds more than ${known.title} does`, error);
    throw bad('is damaged or cut off', error);
  }
}

function otherContents({ archive, reader, known }: OwnedArchive): Failure {
  return new Failure({
    code: 'data_unreadable',
    message: `${plain(archive.file.path)} holds no ${reader.words}.`,
    doing: `unpacking ${known.title}`,
    remedy: known.remedy,
  });
}
