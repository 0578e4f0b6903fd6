import { Button, CopyButton } from '@mantine/core';
import { IconCheck, IconCopy } from '@tabler/icons-react';
import { useEffect, useMemo } from 'react';
import { useStore } from 'zustand';
import { encodeLink } from '../../config/link';
import { citeBibtex } from '../../formats/citation/bibtex';
import type { CitedRun } from '../../formats/citation/citedRun';
import { citeMarkdown } from '../../formats/citation/markdown';
import { reportedRun } from '../store/bundleFromRun';
import { useSession } from '../store/context';
import { linkedData } from '../store/linkedData';
import classes from './shell.module.css';

const KINDS = [
  { name: 'Markdown', write: citeMarkdown },
  { name: 'BibTeX', write: citeBibtex },
] as const;

/** The run on show as text to cite it by; nothing before a run is set up. */
export function CiteRun() {
  const cited = useCitedRun();
  if (cited === null) return null;
  return (
    <section className={classes.cite} aria-label="Cite this run">
      <p className={classes.shareNote}>
        Cite it: name, settings that differ, measures, device and version in Markdown; or an entry of the run
        and of the papers in BibTeX.
      </p>
      <div className={classes.citeButtons}>
        {KINDS.map(({ name, write }) => (
          <CopyButton key={name} value={write(cited)}>
            {({ copied, copy }) => (
              <Button
                size="compact-sm"
                variant="default"
                onClick={copy}
                leftSection={copied ? <IconCheck size="0.875rem" /> : <IconCopy size="0.875rem" />}
              >
                {copied ? `Copied as ${name}` : `Copy as ${name}`}
              </Button>
            )}
          </CopyButton>
        ))}
      </div>
    </section>
  );
}

/** The run as it is while the dialog opens, by the name that it has in the library. */
function useCitedRun(): CitedRun | null {
  const { run: runs, config, library } = useSession();
  useEffect(() => library.watch(), [library]);
  const records = useStore(library.store, (state) => state.records);
  return useMemo(() => {
    const state = runs.getState();
    const record = records.find(({ id }) => id === state.runId);
    const run = reportedRun(state, record?.name ?? config.getState().preset.title);
    if (run === null) return null;
    const { origin, pathname } = window.location;
    const link = `${origin}${pathname}#${encodeLink(run.config, linkedData(state, run.config))}`;
    return { run, link, year: new Date().getFullYear() };
  }, [runs, config, records]);
}
