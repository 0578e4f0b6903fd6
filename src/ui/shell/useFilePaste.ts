import { useEffect } from 'react';
import { failureInfo } from '../../failure';
import { useSession } from '../store/context';
import { droppedFiles } from './droppedFiles';

/** Takes the files that are pasted anywhere on the page; text goes where it is pasted. */
export function useFilePaste(): void {
  const session = useSession();
  useEffect(() => {
    const paste = (event: ClipboardEvent) => {
      if (!event.clipboardData?.types.includes('Files')) return;
      event.preventDefault();
      droppedFiles(event.clipboardData).then(
        (files) => session.take(files),
        (error: unknown) => session.fail('reading a paste', failureInfo(error, 'reading what was pasted')),
      );
    };
    window.addEventListener('paste', paste, { capture: true });
    return () => window.removeEventListener('paste', paste, { capture: true });
  }, [session]);
}
