import { useCallback } from 'react';
import { useSaveFile } from '../controls/useSaveFile';
import { useSession } from '../store/context';
import type { PageExport } from './exports';
import { useViewOnShow } from './viewOnShow';

/** Saves something of the run as a file that is named after it. */
export function useSave(): (what: PageExport) => void {
  const session = useSession();
  const saveFile = useSaveFile();
  const { view, plots } = useViewOnShow();
  return useCallback(
    ({ content, ...file }) => saveFile({ ...file, content: () => content(session, plots.get(view.id)) }),
    [session, saveFile, view, plots],
  );
}
