import { useCallback } from 'react';
import { USUAL_CHOICES, type ExportChoices } from '../../exporting/choices';
import { useSaveFile } from '../controls/useSaveFile';
import { useSession } from '../store/context';
import type { PageExport } from './exports';
import { useViewOnShow } from './viewOnShow';

/** Saves something of the run as a file that is named after it. */
export function useSave(): (what: PageExport, choices?: ExportChoices) => void {
  const session = useSession();
  const saveFile = useSaveFile();
  const { view, plots } = useViewOnShow();
  return useCallback(
    ({ content, ...file }, choices = USUAL_CHOICES) =>
      saveFile({ ...file, content: () => content(session, { plot: plots.get(view.id), choices }) }),
    [session, saveFile, view, plots],
  );
}
