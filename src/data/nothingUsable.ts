import { Failure } from '../failure';
import { plain, quoted } from '../quoted';
import { Account } from './account';
import type { FoundFile } from './reader';
import { READERS } from './readers';

/** That no reader claims files: what they are, and what is read. */
export function nothingUsable(name: string, files: readonly FoundFile[], account: Account): Failure {
  const [first] = files;
  const doing = 'looking for images';
  if (first === undefined) {
    const { notUsed, skipped } = account.report;
    const [why] = skipped;
    const reason = why === undefined ? '' : ` The first file, ${plain(why.name)}: ${why.reason}`;
    return new Failure({
      code: 'data_missing',
      message:
        notUsed.length > 0
          ? `${quoted(name)} holds nothing that can be used.${reason}`
          : `There is no file in ${quoted(name)}.`,
      doing,
      remedy: whatIsRead(),
    });
  }
  const { file, identity } = first;
  const areArchives = files.every(({ identity: { kind } }) => kind === 'archive');
  return new Failure({
    code: areArchives ? 'data_unreadable' : 'data_missing',
    message:
      files.length === 1
        ? `${plain(file.path)} is ${identity.words}, not an image.`
        : `There is no image in ${quoted(name)}: it holds ${kindsOf(files)}.`,
    doing,
    remedy: areArchives
      ? `Unpack ${files.length === 1 ? 'it' : 'them'}, and choose the folder that comes out. Of archives, zip, tar and tar.gz are read as they are.`
      : whatIsRead(),
  });
}

/** What most people have comes first: the reader that takes what others leave is the last. */
function whatIsRead(): string {
  const choices = READERS.toReversed().flatMap((reader) => reader.choices);
  return `Choose ${choices.slice(0, -1).join(', ')}, or ${choices.at(-1)!}.`;
}

/** "3 .txt, 1 .csv", the most first. */
function kindsOf(files: readonly FoundFile[]): string {
  const tally = new Account();
  for (const { file } of files) tally.otherFormat(file.path);
  return plain(tally.report.notUsed.map(({ kind, count }) => `${count} ${kind}`).join(', '));
}
