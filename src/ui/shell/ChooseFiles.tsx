import { Button, FileButton } from '@mantine/core';
import { useRef } from 'react';
import { useSession } from '../store/context';

/** Asks for a folder; React's types do not know the attribute. */
const WHOLE_FOLDER = { webkitdirectory: '' };

/** Opens the browser's choosers; what is chosen decides what it is. */
export function ChooseFiles() {
  const session = useSession();
  const folder = useRef<HTMLInputElement>(null);
  const take = (files: readonly File[]) => {
    if (files.length > 0) void session.take(files);
  };
  return (
    <>
      <FileButton multiple onChange={take} inputProps={{ 'aria-label': 'Files to train on' }}>
        {(button) => (
          <Button size="compact-md" {...button}>
            Choose files
          </Button>
        )}
      </FileButton>
      <Button size="compact-md" variant="default" onClick={() => folder.current?.click()}>
        Choose a folder
      </Button>
      <input
        ref={folder}
        type="file"
        hidden
        multiple
        {...WHOLE_FOLDER}
        aria-label="A folder to train on"
        onChange={(event) => {
          take([...(event.currentTarget.files ?? [])]);
          event.currentTarget.value = '';
        }}
      />
    </>
  );
}
