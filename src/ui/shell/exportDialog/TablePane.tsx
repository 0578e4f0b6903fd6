import { Button, Progress } from '@mantine/core';
import { IconDownload } from '@tabler/icons-react';
import { useStore } from 'zustand';
import { tableText } from '../../../exporting/fileTexts';
import { bytes as bytesText, counted, percent } from '../../../reports/format';
import { savedName } from '../../controls/useSaveFile';
import { useRun, useSession } from '../../store/context';
import { phaseOf } from '../../store/status';
import { CardButton } from './CardButton';
import { Choice } from './Choice';
import { FeatureChoice } from './FeatureChoice';
import { Snippets } from './Snippets';
import { snippetsOf } from './snippetsOf';
import type { TableChoices } from './tableChoices';
import type { TableExport } from './tableExports';
import { useTable } from './useTable';
import classes from './exportDialog.module.css';

interface TablePaneProps {
  readonly what: TableExport;
  readonly choices: TableChoices;
  readonly onChoices: (change: Partial<TableChoices>) => void;
}

/** Features of the images as a file, computed while it is written. */
export function TablePane({ what, choices, onChoices }: TablePaneProps) {
  const session = useSession();
  const { features, shapes, images, bytes, isThere, save } = useTable(what, choices);
  const isTraining = useRun((run) => phaseOf(run) === 'running');
  const share = useStore(session.featureExport.store, (state) => state.share);
  const { title, table, ending } = what;
  const name = savedName(session, ending);
  return (
    <section className={classes.pane} aria-label={title}>
      <h3>{title}</h3>
      <p className={classes.what}>{what.what}</p>
      <div className={classes.choices}>
        <Choice
          label="Of which images"
          value={choices.part}
          options={{
            train: `Trained on: ${counted(images.train, 'image')}`,
            test: `For tests: ${images.test === 0 ? 'this data set keeps none' : counted(images.test, 'image')}`,
          }}
          off={images.test === 0 ? ['test'] : []}
          onChange={(part) => onChoices({ part })}
        />
        <FeatureChoice
          format={table}
          shapes={shapes}
          chosen={features}
          onChoose={(chosen) => onChoices({ features: chosen })}
        />
      </div>
      {share === null ? (
        <div className={classes.actions}>
          <Button
            leftSection={<IconDownload size="1rem" />}
            disabled={!isThere || features.length === 0}
            onClick={save}
          >
            Save
          </Button>
          <CardButton format={table} text={tableText(features, images[choices.part])} fileName={name} />
        </div>
      ) : (
        <div className={classes.actions} role="group" aria-label="Export of features">
          <Progress
            className={classes.progress}
            value={100 * share}
            size={3}
            color="var(--ink-1)"
            transitionDuration={120}
            aria-label="Images that are done"
          />
          <span className={classes.share}>{percent(share)}</span>
          <Button variant="default" onClick={() => void session.featureExport.cancel()}>
            Cancel
          </Button>
        </div>
      )}
      <p className={classes.note}>
        {isThere
          ? `${name}, about ${bytesText(bytes)}. With the weights as they are when you save${
              isTraining ? '; training goes on meanwhile' : ''
            }.`
          : 'Nothing can compute them now.'}
      </p>
      <Snippets snippets={snippetsOf(table, name)} />
    </section>
  );
}
