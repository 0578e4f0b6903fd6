import type { FileToSave } from '../controls/useSaveFile';
import type { PlotFiles } from './StandalonePlot';

/**
 * A plot of a view as the files that a person can save; none before it is there.
 * @param title what it shows, e.g. "Shares"
 * @param name in the names of the files, e.g. "gradient-shares"
 */
export function plotFiles(title: string, name: string, plot: PlotFiles | null): FileToSave[] {
  if (plot === null) return [];
  return [
    {
      title: `${title} (PNG)`,
      ending: `.${name}.png`,
      type: 'image/png',
      content: plot.png,
    },
    {
      title: `${title} (SVG)`,
      ending: `.${name}.svg`,
      type: 'image/svg+xml',
      content: plot.svg,
    },
  ];
}
