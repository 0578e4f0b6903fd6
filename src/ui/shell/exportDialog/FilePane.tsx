import { Button } from '@mantine/core';
import { IconDownload } from '@tabler/icons-react';
import type { ExportChoices } from '../../../exporting/choices';
import { fileText } from '../../../exporting/fileTexts';
import { savedName } from '../../controls/useSaveFile';
import { useSession } from '../../store/context';
import type { PageExport } from '../exports';
import { useIsThere } from '../useIsThere';
import { useSave } from '../useSave';
import { CardButton } from './CardButton';
import { ModelChoices } from './ModelChoices';
import { Snippets } from './Snippets';
import { snippetsOf } from './snippetsOf';
import classes from './exportDialog.module.css';

interface FilePaneProps {
  readonly what: PageExport;
  readonly choices: ExportChoices;
  readonly onChoices: (change: Partial<ExportChoices>) => void;
}

/** Something of the run as a file. */
export function FilePane({ what, choices, onChoices }: FilePaneProps) {
  const session = useSession();
  const save = useSave();
  const isThere = useIsThere(what);
  const { title, format, ending, snippet } = what;
  const name = savedName(session, ending);
  // A folder has its card in it.
  const isFolder = ending.endsWith('.zip');
  return (
    <section className={classes.pane} aria-label={title}>
      <h3>{title}</h3>
      <p className={classes.what}>{what.what}</p>
      {format !== undefined && <ModelChoices format={format} choices={choices} onChoices={onChoices} />}
      <div className={classes.actions}>
        <Button
          leftSection={<IconDownload size="1rem" />}
          disabled={!isThere}
          onClick={() => save(what, choices)}
        >
          Save
        </Button>
        {format !== undefined && !isFolder && (
          <CardButton format={format} text={fileText(format, choices)} fileName={name} />
        )}
      </div>
      <p className={classes.note}>{isThere ? name : 'There is nothing of it to save yet.'}</p>
      {format !== undefined && <Snippets snippets={snippetsOf(format, name)} />}
      {snippet !== undefined && <Snippets snippets={[snippet]} />}
    </section>
  );
}
