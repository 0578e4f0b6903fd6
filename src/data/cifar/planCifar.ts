import type { Account } from '../account';
import type { FoundFile } from '../reader';
import { splitPath, type SourceFile } from '../sourceFile';

/** Batches of CIFAR, and what they are for. */
export interface CifarPlan {
  readonly version: 'binary' | 'python';
  /** What is trained on, in the order of its names. */
  readonly training: readonly SourceFile[];
  /** The test batch where there are training batches; never mixed with them. */
  readonly test: readonly SourceFile[];
  /** Class names: a text file of the binary version, a pickle of the Python version. */
  readonly classNames?: SourceFile;
}

const TEST = /^test(_batch)?(\.bin)?$/i;
const NAMES = { binary: /^(batches\.meta|fine_label_names)\.txt$/i, python: /^(batches\.)?meta$/i };

/**
 * Which batches are trained on: those of the binary version where both are there, and the test batch only where there is
 * no other.
 *
 * @param batches known by what they hold
 * @param others files beside them; what is not used of all goes into the account
 */
export function planCifar(
  batches: readonly FoundFile[],
  others: readonly SourceFile[],
  account: Account,
): CifarPlan {
  const isPython = ({ identity }: FoundFile) => identity.kind === 'cifar-python';
  const version = batches.every(isPython) ? 'python' : 'binary';
  const [own, foreign] = partition(batches, (batch) => isPython(batch) === (version === 'python'));
  const [lists, records] = partition(
    own.map(({ file }) => file),
    ({ path }) => version === 'python' && NAMES.python.test(nameOf(path)),
  );
  const rest = [...others, ...foreign.map(({ file }) => file)];
  const classNames = lists[0] ?? rest.find(({ path }) => NAMES.binary.test(nameOf(path)));
  for (const file of rest) if (file !== classNames) account.otherFormat(file.path);

  const ordered = records.sort((a, b) =>
    nameOf(a.path).localeCompare(nameOf(b.path), 'en', { numeric: true }),
  );
  const [test, training] = partition(ordered, ({ path }) => TEST.test(nameOf(path)));
  const names = classNames === undefined ? {} : { classNames };
  if (training.length > 0) return { version, training, test, ...names };
  if (test.length > 0) account.remark('Trained on the test batch: there is no training batch.');
  return { version, training: test, test: [], ...names };
}

function nameOf(path: string): string {
  return splitPath(path).name;
}

function partition<T>(items: readonly T[], wanted: (item: T) => boolean): [T[], T[]] {
  return [items.filter(wanted), items.filter((item) => !wanted(item))];
}
