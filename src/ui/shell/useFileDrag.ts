import { useEffect, useState } from 'react';
import { failureInfo } from '../../failure';
import { useSession } from '../store/context';
import { droppedFiles } from './droppedFiles';

/** Takes the files that are let go anywhere on the page. @returns true while files are held over it. */
export function useFileDrag(): boolean {
  const session = useSession();
  const [over, setOver] = useState(false);
  useEffect(() => {
    /** Elements under the pointer that were entered and not left: each one entered tells so before the last is left. */
    let depth = 0;
    const end = () => {
      depth = 0;
      setOver(false);
    };
    const enter = (event: DragEvent) => {
      if (!holdsFiles(event)) return;
      depth += 1;
      setOver(true);
    };
    const leave = (event: DragEvent) => {
      if (!holdsFiles(event)) return;
      depth -= 1;
      if (depth <= 0) end();
    };
    // Without this, letting go would open the file in place of the page.
    const allow = (event: DragEvent) => {
      if (holdsFiles(event)) event.preventDefault();
    };
    const drop = (event: DragEvent) => {
      if (!holdsFiles(event) || event.dataTransfer === null) return;
      event.preventDefault();
      end();
      droppedFiles(event.dataTransfer).then(
        (files) => session.take(files),
        (error: unknown) => session.fail('reading a drop', failureInfo(error, 'reading what was dropped')),
      );
    };
    const listeners = { dragenter: enter, dragleave: leave, dragover: allow, drop };
    for (const [type, listener] of Object.entries(listeners)) {
      window.addEventListener(type as 'drop', listener, { capture: true });
    }
    return () => {
      for (const [type, listener] of Object.entries(listeners)) {
        window.removeEventListener(type as 'drop', listener, { capture: true });
      }
    };
  }, [session]);
  return over;
}

function holdsFiles({ dataTransfer }: DragEvent): boolean {
  return dataTransfer?.types.includes('Files') === true;
}
