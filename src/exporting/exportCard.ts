import { modelCard, type CardFile } from '../formats/report/modelCard';
import type { ReportedRun } from '../formats/report/reportHtml';
import { EXPORT_FORMATS, type ExportFormat } from './formats';
import { SNIPPETS } from './snippets';

/** Name of the card in a folder. */
export const CARD = 'README.md';

/**
 * The model card that goes with an export. Its snippets are for whoever stands in the folder that it lies in.
 * @param fileName of the file, where the export is one
 */
export function exportCard(
  run: ReportedRun,
  format: ExportFormat,
  files: readonly (Pick<CardFile, 'text'> & Partial<CardFile>)[],
  fileName: string,
): string {
  const listed = files.map(({ name = fileName, text }) => ({ name, text }));
  return modelCard(run, listed, SNIPPETS[format]('ending' in EXPORT_FORMATS[format] ? fileName : '.'));
}
