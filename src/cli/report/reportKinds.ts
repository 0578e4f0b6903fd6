import { encodeLink } from '../../config/link';
import { identityOf } from '../../config/dataIdentity';
import { citeBibtex } from '../../formats/citation/bibtex';
import type { CitedRun } from '../../formats/citation/citedRun';
import { citeMarkdown } from '../../formats/citation/markdown';
import { reportHtml, type ReportedRun } from '../../formats/report/reportHtml';

interface ReportKind {
  /** Of its file, beside that of the run. */
  readonly ending: string;
  readonly what: string;
  readonly write: (cited: CitedRun) => string;
}

/** What `npm run report` can write of a run, by the names that it takes. */
export const REPORT_KINDS = {
  html: {
    ending: '.html',
    what: 'one page with curves, matches, results and settings',
    write: ({ run }) => reportHtml(run),
  },
  markdown: {
    ending: '.md',
    what: 'a few lines: what differs from the preset, the last measures',
    write: citeMarkdown,
  },
  bibtex: { ending: '.bib', what: 'entries of the run and of the papers, to cite it', write: citeBibtex },
} as const satisfies Record<string, ReportKind>;

export type ReportKindName = keyof typeof REPORT_KINDS;

/** The link to a run's settings in the playground at an address. */
export function linkTo(page: string, { config, data }: ReportedRun): string {
  const isOfFiles = config.data.source !== 'synthetic' && data !== undefined;
  const address = new URL(page);
  address.hash = encodeLink(config, isOfFiles ? identityOf(data) : undefined);
  return address.href;
}
