import { ActionIcon, Menu, Tooltip } from '@mantine/core';
import { IconDownload, IconFileUpload, IconFileZip, IconStack2 } from '@tabler/icons-react';
import { useRef } from 'react';
import { useStore } from 'zustand';
import { useRun, useSession } from '../store/context';
import { openConfiguration, openRun, openWeights } from '../store/intake';
import { statusOf } from '../store/status';
import { EXPORTS, WEIGHTS, type PageExport } from './exports';
import { useSave } from './useSave';
import { useViewOnShow } from './viewOnShow';

/** Files out: the whole run, a report, weights, measures, the plot, the configuration; and runs, configurations and weights in. */
export function ExportMenu() {
  const session = useSession();
  const canOpenWeights = useIsThere(WEIGHTS);
  const isGone = useRun((state) => statusOf(state) === 'gone');
  const config = useRef<HTMLInputElement>(null);
  const weights = useRef<HTMLInputElement>(null);
  const run = useRef<HTMLInputElement>(null);
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
            <ActionIcon variant="subtle" size={34} aria-label="Export and import">
              <IconDownload size="1.0625rem" />
            </ActionIcon>
          </Tooltip>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Label>Save as a file</Menu.Label>
          {EXPORTS.map((what) => (
            <SaveItem key={what.title} what={what} />
          ))}
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
            disabled={isGone}
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

/** True while there is something to save of it. */
function useIsThere({ isThere }: PageExport): boolean {
  const { view } = useViewOnShow();
  const session = useSession();
  const sweep = useStore(session.sweep.store);
  const comparison = useStore(session.comparison.store);
  return useRun((run) => isThere({ run, sweep, comparison, view }));
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
