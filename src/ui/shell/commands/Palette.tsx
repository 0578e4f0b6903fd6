import { Combobox, Kbd, Modal, TextInput, useCombobox } from '@mantine/core';
import { useOs } from '@mantine/hooks';
import { useEffect, useState } from 'react';
import { COMMAND_GROUPS, type Command } from './command';
import { findCommands } from './findCommands';
import { keysText } from './keysText';
import classes from './palette.module.css';

interface PaletteProps {
  readonly opened: boolean;
  readonly onClose: () => void;
  readonly commands: () => readonly Command[];
}

/** Every command by name. The one that is chosen acts when the palette is gone, so that it may move the focus. */
export function Palette({ opened, onClose, commands }: PaletteProps) {
  const [chosen, setChosen] = useState<Command | null>(null);
  return (
    <Modal
      opened={opened}
      onClose={onClose}
      withCloseButton={false}
      padding={0}
      size={600}
      yOffset="12vh"
      centered={false}
      returnFocus={chosen === null}
      onExitTransitionEnd={() => {
        chosen?.act();
        setChosen(null);
      }}
      attributes={{ content: { 'aria-label': 'Commands' } }}
    >
      <CommandList
        commands={commands}
        onClose={onClose}
        onChoose={(command) => {
          setChosen(command);
          onClose();
        }}
      />
    </Modal>
  );
}

interface CommandListProps {
  readonly commands: () => readonly Command[];
  readonly onClose: () => void;
  readonly onChoose: (command: Command) => void;
}

function CommandList({ commands, onClose, onChoose }: CommandListProps) {
  const [query, setQuery] = useState('');
  const all = commands().filter(({ isThere }) => isThere?.() !== false);
  const found = findCommands(all, query);
  // A list that is open takes Escape for itself; there is nothing to close here but all.
  const combobox = useCombobox({ opened: true, onDropdownClose: onClose });
  const { selectFirstOption } = combobox;
  useEffect(() => {
    selectFirstOption();
  }, [query, selectFirstOption]);
  return (
    <Combobox
      store={combobox}
      withinPortal={false}
      onOptionSubmit={(id) => {
        const command = found.find((one) => one.id === id);
        if (command !== undefined) onChoose(command);
      }}
    >
      <Combobox.EventsTarget withExpandedAttribute>
        <TextInput
          data-autofocus
          size="md"
          variant="unstyled"
          className={classes.search ?? ''}
          aria-label="Find a command"
          placeholder="Find a command, a setting or a view"
          value={query}
          onChange={(event) => setQuery(event.currentTarget.value)}
        />
      </Combobox.EventsTarget>
      <Combobox.Options className={classes.options ?? ''} aria-label="Commands">
        {query.trim() === '' ? (
          COMMAND_GROUPS.map((group) => (
            <Combobox.Group key={group} label={group}>
              <Options commands={found.filter((command) => command.group === group)} />
            </Combobox.Group>
          ))
        ) : (
          <Options commands={found} withGroup />
        )}
        {found.length === 0 && <Combobox.Empty>No command has these words.</Combobox.Empty>}
      </Combobox.Options>
    </Combobox>
  );
}

function Options({
  commands,
  withGroup = false,
}: {
  readonly commands: readonly Command[];
  readonly withGroup?: boolean;
}) {
  const isMac = useOs() === 'macos';
  return commands.map(({ id, title, group, keys }) => (
    <Combobox.Option key={id} value={id} className={classes.option ?? ''}>
      <span>{title}</span>
      {withGroup && <span className={classes.group}>{group}</span>}
      {keys !== undefined && (
        <span className={classes.keys}>
          {keysText(keys, isMac).map((key) => (
            <Kbd key={key}>{key}</Kbd>
          ))}
        </span>
      )}
    </Combobox.Option>
  ));
}
