import { useEffect } from 'react';
import { useSession } from '../store/context';

/** Endings of the files that may hold weights. */
const ENDINGS = ['.safetensors', '.pth', '.pt'];

/** What a file chooser offers for weights. */
export const WEIGHTS_ACCEPT = ENDINGS.join(',');

/** Loads a weights file that is dropped anywhere on the page; other files are left to the places that take them. */
export function useWeightsDrop(): void {
  const session = useSession();
  useEffect(() => {
    // Before the places for images see it: they leave alone what is taken already.
    const take = (event: DragEvent) => {
      const file = [...(event.dataTransfer?.files ?? [])].find(({ name }) => isWeightsName(name));
      if (file === undefined) return;
      event.preventDefault();
      void session.loadWeights(file);
    };
    // What nobody takes would replace the page and with it the run.
    const keepPage = (event: DragEvent) => {
      if (event.dataTransfer?.types.includes('Files')) event.preventDefault();
    };
    window.addEventListener('drop', take, { capture: true });
    window.addEventListener('drop', keepPage);
    window.addEventListener('dragover', keepPage);
    return () => {
      window.removeEventListener('drop', take, { capture: true });
      window.removeEventListener('drop', keepPage);
      window.removeEventListener('dragover', keepPage);
    };
  }, [session]);
}

function isWeightsName(name: string): boolean {
  return ENDINGS.some((ending) => name.toLowerCase().endsWith(ending));
}
