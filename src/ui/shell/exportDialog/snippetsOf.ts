import { EXPORT_FORMATS, type ExportFormat } from '../../../exporting/formats';
import { SNIPPETS } from '../../../exporting/snippets';
import type { CardSnippet } from '../../../formats/report/modelCard';

/** How a file that the page has saved is loaded by whoever stands in its folder; a zip file is unpacked there before. */
export function snippetsOf(format: ExportFormat, fileName: string): readonly CardSnippet[] {
  if ('ending' in EXPORT_FORMATS[format]) return SNIPPETS[format](fileName);
  return SNIPPETS[format](fileName.endsWith('.zip') ? fileName.slice(0, -'.zip'.length) : '.');
}
