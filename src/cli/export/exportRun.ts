import { basename, dirname, join, parse } from 'node:path';
import { Cancelled } from '../../evaluation/cancellation';
import { USUAL_CHOICES } from '../../exporting/choices';
import { CARD, exportCard } from '../../exporting/exportCard';
import { TABLE_WRITERS } from '../../exporting/featureTables';
import { writeFiles } from '../../exporting/fileWriters';
import { EXPORT_FORMATS, isTable } from '../../exporting/formats';
import { SNIPPETS } from '../../exporting/snippets';
import { quoted } from '../../quoted';
import type { FileContent } from '../files/atomicFile';
import { OutFile } from '../files/outFile';
import { Interrupted, untilAborted } from '../process/interruption';
import { noteLine } from '../process/noteLine';
import { exportedRun } from './exportedRun';
import { featureContent } from './featureContent';
import type { ExportOptions } from './options';

/** A file of an export; without a name where it is the only one. */
interface ExportPart {
  readonly name?: string;
  readonly text: string;
  readonly content: FileContent;
}

/**
 * Writes a run in another format, a model card beside it, and prints how to load it.
 * @throws Failure those of `exportedRun`, of the format and of `OutFile`; `Interrupted`
 */
export async function exportRun(options: ExportOptions, signal: AbortSignal): Promise<void> {
  const { format, out, overwrite } = options;
  const kind = EXPORT_FORMATS[format];
  const note = (line: string) => process.stderr.write(noteLine(line));
  const wanted = { option: '--out', example: exampleOf(format), overwrite };
  const card = OutFile.open('ending' in kind ? cardBeside(out) : join(out, CARD), wanted);
  const files = new Map<string, OutFile>();
  const fileAt = (name: string | undefined): OutFile => {
    const path = name === undefined ? out : join(out, name);
    const file = files.get(path) ?? OutFile.open(path, wanted);
    files.set(path, file);
    return file;
  };
  // Whether a single file can be there is found out before the work.
  if ('ending' in kind) fileAt(undefined);
  const run = await untilAborted(signal, exportedRun(options.run));
  const close: (() => void)[] = [];
  try {
    if (format === 'pth' && options.optimizer && options.names !== USUAL_CHOICES.names)
      note('A full checkpoint has the names of the reference’s whole model; --names is not used.');
    const parts = await untilAborted<readonly ExportPart[]>(
      signal,
      isTable(format)
        ? featureContent({ run, options, signal, note, close }, TABLE_WRITERS[format])
        : writeFiles(format, run, options),
    );
    for (const { name, content } of parts) await fileAt(name).write(interruptible(content));
    await card.write(exportCard(run.results, format, parts, basename(out)));
    note(`${quoted(out)} is written; ${quoted(card.path)} says what it is.`);
    for (const { language, needs, code } of SNIPPETS[format](out))
      process.stdout.write(`\n# ${language === 'python' ? 'Python' : 'JavaScript'}: ${needs}\n${code}\n`);
  } finally {
    for (const step of close.reverse()) step();
  }
}

function cardBeside(out: string): string {
  return join(dirname(out), `${parse(out).name}.md`);
}

function exampleOf(format: ExportOptions['format']): string {
  const kind = EXPORT_FORMATS[format];
  return `runs/first/${'ending' in kind ? `model${kind.ending}` : format}`;
}

/** What is cancelled while it is written was interrupted by a signal. */
function interruptible(content: FileContent): FileContent {
  if (typeof content === 'string' || content instanceof Uint8Array) return content;
  return (async function* () {
    try {
      yield* content;
    } catch (error) {
      throw error instanceof Cancelled ? new Interrupted() : error;
    }
  })();
}
