import type { Figure } from './figure';

export type PlotlyModule = typeof import('./plotly').default;

/** A plot on the page, or a figure that is on none, as a PNG file of twice its size in px. */
export async function plotPng(
  plotly: PlotlyModule,
  plot: HTMLElement | Figure,
  { width, height }: { readonly width: number; readonly height: number },
): Promise<Blob> {
  const url = await plotly.toImage(plot, { format: 'png', width, height, scale: 2 });
  const bytes = Uint8Array.from(atob(url.slice(url.indexOf(',') + 1)), (character) =>
    character.charCodeAt(0),
  );
  return new Blob([bytes], { type: 'image/png' });
}
