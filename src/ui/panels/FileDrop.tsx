import { Button, FileButton } from '@mantine/core';
import { IconAlertTriangle, IconFileUpload } from '@tabler/icons-react';
import { useRef, useState, type ReactNode } from 'react';
import { planFiles } from '../../data/chosenFiles';
import type { DataPlan } from '../../data/readers';
import { failureInfo } from '../../failure';
import { plain } from '../../quoted';
import classes from './panels.module.css';

interface FileDropProps {
  readonly what: string;
  readonly hint: string;
  readonly chosen: readonly File[];
  /** Gets files that can be trained on, and the source that they are of, which may be another one. */
  readonly onFiles: (files: readonly File[], source: DataPlan['source']) => void;
  /** Other ways to files. */
  readonly children?: ReactNode;
}

/** Asks for a folder; React's types do not know the attribute. */
const WHOLE_FOLDER = { webkitdirectory: '' };

/**
 * Takes files and folders that are chosen, and names at once what cannot be used. They stay on this machine. What is dropped
 * here, the page takes as it does everywhere.
 */
export function FileDrop({ what, hint, chosen, onFiles, children }: FileDropProps) {
  const [refusal, setRefusal] = useState<string | null>(null);
  const folder = useRef<HTMLInputElement>(null);
  const take = async (files: readonly File[]) => {
    setRefusal(null);
    try {
      if (files.length > 0) onFiles(files, (await planFiles(files)).source);
    } catch (error) {
      const { message, remedy } = failureInfo(error);
      setRefusal(remedy === undefined ? message : `${message} ${remedy}`);
    }
  };
  return (
    <div className={classes.drop}>
      <IconFileUpload size="1.25rem" aria-hidden />
      <p>{chosen.length === 0 ? `Drop or paste ${what} here` : chosenText(chosen)}</p>
      <div className={classes.dropButtons}>
        <FileButton
          multiple
          onChange={(files) => void take(files)}
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
            void take([...(event.currentTarget.files ?? [])]);
            event.currentTarget.value = '';
          }}
        />
        {children}
      </div>
      <div role="alert">
        {refusal !== null && (
          <p className={classes.dropRefusal}>
            <IconAlertTriangle size="1rem" aria-hidden /> {refusal}
          </p>
        )}
      </div>
      <p className={classes.dropHint}>{hint}</p>
    </div>
  );
}

function chosenText(files: readonly File[]): string {
  const [first] = files;
  return files.length === 1 && first !== undefined ? plain(first.name) : `${files.length} files chosen`;
}
