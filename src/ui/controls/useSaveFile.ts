import { useCallback } from 'react';
import { failureInfo } from '../../failure';
import { useSession } from '../store/context';
import type { Session } from '../store/session';
import { download } from './download';

/** A file that is made when it is asked for. */
export interface FileToSave {
  /** What it is, for people. */
  readonly title: string;
  /** Of its name, e.g. `.metrics.csv`. */
  readonly ending: string;
  readonly type: string;
  /** What it holds; `null` where that is not to be had, which is told elsewhere. */
  readonly content: () => Content | Promise<Content>;
}

export type Content = BlobPart | null;

/** What a file of the run on show is called. */
export function savedName(session: Session, ending: string): string {
  const step = session.run.getState().latest?.step ?? 0;
  return `vicregl-${session.config.getState().preset.name}-step${step}${ending}`;
}

/** Saves something of the run as a file that is named after it; a message tells what fails. */
export function useSaveFile(): (file: FileToSave) => void {
  const session = useSession();
  return useCallback(
    ({ title, ending, type, content }) => {
      const save = async () => {
        const bytes = await content();
        if (bytes === null) return;
        download(savedName(session, ending), bytes, type);
      };
      save().catch((error: unknown) => session.fail('export', failureInfo(error, `saving ${title}`)));
    },
    [session],
  );
}
