import { ActionIcon, Menu, Tooltip } from '@mantine/core';
import { IconDownload } from '@tabler/icons-react';
import { useSaveFile, type FileToSave } from '../controls/useSaveFile';

interface ViewExportsProps {
  /** What is exported, e.g. "feature maps". */
  readonly of: string;
  /** What there is to save now; the menu is off where there is nothing. */
  readonly files: readonly FileToSave[];
}

/** What a view shows, as files. */
export function ViewExports({ of, files }: ViewExportsProps) {
  const save = useSaveFile();
  const label = `Save the ${of}`;
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <Tooltip label={label}>
          <ActionIcon variant="subtle" size={30} aria-label={label} disabled={files.length === 0}>
            <IconDownload size="1rem" />
          </ActionIcon>
        </Tooltip>
      </Menu.Target>
      <Menu.Dropdown>
        {files.map((file) => (
          <Menu.Item key={file.title} onClick={() => save(file)}>
            {file.title}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
