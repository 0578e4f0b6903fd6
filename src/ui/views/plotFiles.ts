import type { RefObject } from 'react';
import type { FileToSave } from '../controls/useSaveFile';
import type { PlotFiles } from './StandalonePlot';

/**
 * A plot of a view as the files that a person can save.
 * @param title what it shows, e.g. "Shares"
 * @param name in the names of the files, e.g. "gradient-shares"
 */
export function plotFiles(title: string, name: string, plot: RefObject<PlotFiles | null>): FileToSave[] {
  return [
    {
      title: `${title} (PNG)`,
      ending: `.${name}.png`,
      type: 'image/png',
      content: () => plot.current?.png() ?? null,
    },
    {
      title: `${title} (SVG)`,
      ending: `.${name}.svg`,
      type: 'image/svg+xml',
      content: () => plot.current?.svg() ?? null,
    },
  ];
}
