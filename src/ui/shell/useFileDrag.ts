import { useEffect, useState } from 'react';
import { failureInfo } from '../../failure';
import { useSession } from '../store/context';
import { droppedFiles } from './droppedFiles';

/**
 * Takes the files that are let go anywhere on the page. Of an image of another page, some browsers bring the address alone:
 * it is loaded where it is of this site, and refused with a word on what to do else.
 * @returns true while such things are held over it.
 */
export function useFileDrag(): boolean {
  const session = useSession();
  const [over, setOver] = useState(false);
  useEffect(() => {
    /** Elements under the pointer that were entered and not left: each one entered tells so before the last is left. */
    let depth = 0;
    /** What is dragged is a part of the page itself. */
    let isOwn = false;
    const end = () => {
      depth = 0;
      setOver(false);
    };
    const isTaken = (event: DragEvent) => !isOwn && (holdsFiles(event) || holdsAddress(event));
    const enter = (event: DragEvent) => {
      if (!isTaken(event)) return;
      depth += 1;
      setOver(true);
    };
    const leave = (event: DragEvent) => {
      if (!isTaken(event)) return;
      depth -= 1;
      if (depth <= 0) end();
    };
    // Without this, letting go would open the file in place of the page.
    const allow = (event: DragEvent) => {
      if (isTaken(event)) event.preventDefault();
    };
    const drop = (event: DragEvent) => {
      const { dataTransfer } = event;
      if (!isTaken(event) || dataTransfer === null) return;
      event.preventDefault();
      end();
      if (!holdsFiles(event)) {
        void session.loadAddress(firstAddress(dataTransfer));
        return;
      }
      droppedFiles(dataTransfer).then(
        (files) => session.take(files),
        (error: unknown) => session.fail('reading a drop', failureInfo(error, 'reading what was dropped')),
      );
    };
    const begin = () => (isOwn = true);
    const finish = () => (isOwn = false);
    const listeners = {
      ...{ dragenter: enter, dragleave: leave, dragover: allow, drop },
      ...{ dragstart: begin, dragend: finish },
    };
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

/** A field for text takes an address by itself. */
function holdsAddress({ dataTransfer, target }: DragEvent): boolean {
  const isField = target instanceof Element && target.closest('input, textarea') !== null;
  return !isField && dataTransfer?.types.includes('text/uri-list') === true;
}

/** Of a list of addresses, whose remarks begin with #. */
function firstAddress(transfer: DataTransfer): string {
  const lines = transfer.getData('text/uri-list').split(/\r?\n/);
  return lines.find((line) => line !== '' && !line.startsWith('#')) ?? '';
}
