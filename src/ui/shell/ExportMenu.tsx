import { ActionIcon, Menu, Tooltip } from '@mantine/core';
import { IconDownload, IconFileExport, IconFileUpload, IconFileZip, IconStack2 } from '@tabler/icons-react';
import { useRef } from 'react';
import { useRun, useSession } from '../store/context';
import { openConfiguration, openRun, openWeights } from '../store/intake';
import { isGone } from '../store/status';
import { EXPORTS, WEIGHTS, type PageExport } from './exports';
import { useIsThere } from './useIsThere';
import { useSave } from './useSave';

/** Files out, those that are asked for most and the way to all; and runs, configurations and weights in. */
export function ExportMenu({ onAll }: { readonly onAll: () => void }) {
  const session = useSession();
  const canOpenWeights = useIsThere(WEIGHTS);
  const gone = useRun(isGone);
  const button = useRef<HTMLButtonElement>(null);
  const config = useRef<HTMLInputElement>(null);
  const weights = useRef<HTMLInputElement>(null);
  const run = useRef<HTMLInputElement>(null);
  const openAll = () => {
    // The focus goes back to where it was when the dialog came; the menu's row will be gone.
    button.current?.focus();
    onAll();
  };
  return (
    <>
      <FileInput
        input={config}
        label="Configuration file"
        onFiles={([file]) => void openConfiguration(session, file)}
      />
      <FileInput
        input={weights}
        label="Weights file"
        multiple
        onFiles={(files) => void openWeights(session, files)}
      />
      <FileInput input={run} label="File of a whole run" onFiles={([file]) => void openRun(session, file)} />
      <Menu>
        <Menu.Target>
          <Tooltip label="Export and import">
            <ActionIcon ref={button} variant="subtle" size={34} aria-label="Export and import">
              <IconDownload size="1.0625rem" />
            </ActionIcon>
          </Tooltip>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Label>Save as a file</Menu.Label>
          {EXPORTS.filter(({ isQuick }) => isQuick).map((what) => (
            <SaveItem key={what.title} what={what} />
          ))}
          <Menu.Item leftSection={<IconFileExport size="1rem" />} onClick={openAll} aria-haspopup="dialog">
            All exports…
          </Menu.Item>
          <Menu.Divider />
          <Menu.Item leftSection={<IconFileUpload size="1rem" />} onClick={() => config.current?.click()}>
            Open a configuration…
          </Menu.Item>
          <Menu.Item
            leftSection={<IconStack2 size="1rem" />}
            onClick={() => weights.current?.click()}
            disabled={!canOpenWeights}
          >
            Open weights…
          </Menu.Item>
          <Menu.Item
            leftSection={<IconFileZip size="1rem" />}
            onClick={() => run.current?.click()}
            disabled={gone}
          >
            Open a whole run…
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
    </>
  );
}

function SaveItem({ what }: { readonly what: PageExport }) {
  const save = useSave();
  const { title, Icon } = what;
  return (
    <Menu.Item leftSection={<Icon size="1rem" />} onClick={() => save(what)} disabled={!useIsThere(what)}>
      {title}
    </Menu.Item>
  );
}

interface FileInputProps {
  readonly input: React.RefObject<HTMLInputElement | null>;
  readonly label: string;
  /** Several parts of one thing may be chosen. */
  readonly multiple?: boolean;
  readonly onFiles: (files: readonly [File, ...File[]]) => void;
}

/** A file chooser without a face of its own; the same file may be chosen again. */
function FileInput({ input, label, multiple = false, onFiles }: FileInputProps) {
  return (
    <input
      ref={input}
      type="file"
      hidden
      multiple={multiple}
      aria-label={label}
      onChange={(event) => {
        const [first, ...others] = event.currentTarget.files ?? [];
        if (first !== undefined) onFiles([first, ...others]);
        event.currentTarget.value = '';
      }}
    />
  );
}
