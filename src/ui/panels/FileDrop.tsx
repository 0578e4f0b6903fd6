import { Button, FileButton } from '@mantine/core';
import { IconFileUpload } from '@tabler/icons-react';
import { useRef, useState, type DragEvent } from 'react';
import { droppedFiles } from './droppedFiles';
import classes from './panels.module.css';

interface FileDropProps {
  readonly what: string;
  readonly hint: string;
  readonly accept?: string;
  readonly chosen: readonly File[];
  readonly onFiles: (files: readonly File[]) => void;
}

/** Asks for a folder; React's types do not know the attribute. */
const WHOLE_FOLDER = { webkitdirectory: '' };

/** Takes files and folders, dropped or chosen. They stay on this machine. */
export function FileDrop({ what, hint, accept, chosen, onFiles }: FileDropProps) {
  const [over, setOver] = useState(false);
  const folder = useRef<HTMLInputElement>(null);
  const take = (files: readonly File[]) => files.length > 0 && onFiles(files);
  const drop = (event: DragEvent) => {
    setOver(false);
    // Weights may be dropped anywhere; the page has taken them then.
    if (event.isDefaultPrevented()) return;
    event.preventDefault();
    void droppedFiles(event.dataTransfer).then(take);
  };
  return (
    <div
      className={classes.drop}
      data-over={over || undefined}
      onDragOver={(event) => {
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={drop}
    >
      <IconFileUpload size={20} aria-hidden />
      <p>{chosen.length === 0 ? `Drop ${what} here` : chosenText(chosen)}</p>
      <div className={classes.dropButtons}>
        <FileButton
          multiple
          onChange={take}
          {...(accept === undefined ? {} : { accept })}
          inputProps={{ 'aria-label': `Choose ${what}` }}
        >
          {(button) => (
            <Button size="compact-sm" variant="default" {...button}>
              Choose files
            </Button>
          )}
        </FileButton>
        <Button size="compact-sm" variant="default" onClick={() => folder.current?.click()}>
          Choose a folder
        </Button>
        <input
          ref={folder}
          type="file"
          hidden
          multiple
          {...WHOLE_FOLDER}
          aria-label={`Choose a folder of ${what}`}
          onChange={(event) => {
            take([...(event.currentTarget.files ?? [])]);
            event.currentTarget.value = '';
          }}
        />
      </div>
      <p className={classes.dropHint}>{hint}</p>
    </div>
  );
}

function chosenText(files: readonly File[]): string {
  const [first] = files;
  return files.length === 1 && first !== undefined ? first.name : `${files.length} files chosen`;
}
