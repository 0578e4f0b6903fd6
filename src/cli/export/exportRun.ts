import { basename, dirname, join, parse } from 'node:path';
import { Cancelled } from '../../evaluation/cancellation';
import { EXPORT_FORMATS } from '../../exporting/formats';
import { SNIPPETS } from '../../exporting/snippets';
import { modelCard } from '../../formats/report/modelCard';
import { quoted } from '../../quoted';
import type { FileContent } from '../files/atomicFile';
import { OutFile } from '../files/outFile';
import { Interrupted, untilAborted } from '../process/interruption';
import { noteLine } from '../process/noteLine';
import { exportedRun } from './exportedRun';
import type { ExportOptions } from './options';
import { WRITERS } from './writers';

const CARD = 'README.md';

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
    const parts = await untilAborted(signal, WRITERS[format]({ run, options, signal, note, close }));
    for (const { name, content } of parts) await fileAt(name).write(interruptible(content));
    const snippets = SNIPPETS[format](out);
    const listed = parts.map(({ name, text }) => ({ name: name ?? basename(out), text }));
    await card.write(modelCard(run.results, listed, SNIPPETS[format](nameInCard(options))));
    note(`${quoted(out)} is written; ${quoted(card.path)} says what it is.`);
    for (const { language, needs, code } of snippets)
      process.stdout.write(`\n# ${language === 'python' ? 'Python' : 'JavaScript'}: ${needs}\n${code}\n`);
  } finally {
    for (const step of close.reverse()) step();
  }
}

/** The card's snippets are for whoever stands in the folder that it lies in. */
function nameInCard({ format, out }: ExportOptions): string {
  return 'ending' in EXPORT_FORMATS[format] ? basename(out) : '.';
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
