import { Modal, NativeSelect, Tabs } from '@mantine/core';
import { useMediaQuery } from '@mantine/hooks';
import { useState } from 'react';
import { USUAL_CHOICES, type ExportChoices } from '../../../exporting/choices';
import { PHONE_QUERY } from '../../theme/tokens';
import { EXPORTS } from '../exports';
import { ENTRY_GROUPS, entryOf, type Entry } from './entries';
import { FilePane } from './FilePane';
import { TablePane } from './TablePane';
import { USUAL_TABLE, type TableChoices } from './tableChoices';
import classes from './exportDialog.module.css';

/** Everything that can be taken away: formats at the left; at the right what is in it, its choices, and how it is loaded. */
export function ExportDialog({ opened, onClose }: { opened: boolean; onClose: () => void }) {
  const isPhone = useMediaQuery(PHONE_QUERY, undefined, { getInitialValueInEffect: false });
  const [ending, setEnding] = useState(EXPORTS[0]!.ending);
  const [choices, setChoices] = useState(USUAL_CHOICES);
  const [table, setTable] = useState(USUAL_TABLE);
  const entry = entryOf(ending);
  const pane = (
    <Pane
      key={ending}
      entry={entry}
      {...{ choices, table }}
      onChoices={(change) => setChoices({ ...choices, ...change })}
      onTable={(change) => setTable({ ...table, ...change })}
    />
  );
  return (
    <Modal opened={opened} onClose={onClose} title="Export" size={920} fullScreen={isPhone}>
      {isPhone ? (
        <>
          <NativeSelect
            label="What to export"
            value={ending}
            onChange={(event) => setEnding(event.currentTarget.value)}
            data={ENTRY_GROUPS.map(({ title: group, entries }) => ({
              group,
              items: entries.map(({ title, ending: value }) => ({ value, label: title })),
            }))}
          />
          {pane}
        </>
      ) : (
        <Tabs
          orientation="vertical"
          value={ending}
          onChange={(next) => next !== null && setEnding(next)}
          classNames={{
            root: classes.dialog!,
            list: classes.list!,
            tab: classes.entry!,
            tabLabel: classes.entryLabel!,
            panel: classes.panel!,
          }}
        >
          <Tabs.List aria-label="What to export">
            {ENTRY_GROUPS.map(({ title: group, entries }) => [
              <span key={group} className={classes.group} role="presentation">
                {group}
              </span>,
              ...entries.map(({ title, ending: value, Icon }) => (
                <Tabs.Tab key={value} value={value} leftSection={<Icon size="1rem" aria-hidden />}>
                  {title}
                </Tabs.Tab>
              )),
            ])}
          </Tabs.List>
          <Tabs.Panel value={ending}>{pane}</Tabs.Panel>
        </Tabs>
      )}
    </Modal>
  );
}

interface PaneProps {
  readonly entry: Entry;
  readonly choices: ExportChoices;
  readonly table: TableChoices;
  readonly onChoices: (change: Partial<ExportChoices>) => void;
  readonly onTable: (change: Partial<TableChoices>) => void;
}

function Pane({ entry, choices, table, onChoices, onTable }: PaneProps) {
  return 'table' in entry ? (
    <TablePane what={entry} choices={table} onChoices={onTable} />
  ) : (
    <FilePane what={entry} choices={choices} onChoices={onChoices} />
  );
}
