import { useCallback } from 'react';
import { failureInfo } from '../../failure';
import { useSession } from '../store/context';
import { download } from './download';
import type { PageExport } from './exports';
import { useViewOnShow } from './viewOnShow';

/** Saves something of the run as a file that is named after it. */
export function useSave(): (what: PageExport) => void {
  const session = useSession();
  const { view, plots } = useViewOnShow();
  return useCallback(
    ({ title, ending, type, content }) => {
      const save = async () => {
        const bytes = await content(session, plots.get(view.id));
        if (bytes === null) return;
        const step = session.run.getState().latest?.step ?? 0;
        const name = `vicregl-${session.config.getState().preset.name}-step${step}${ending}`;
        download(name, bytes, type);
      };
      save().catch((error: unknown) => session.fail('export', failureInfo(error, `saving ${title}`)));
    },
    [session, view, plots],
  );
}
