/** What the page can ask of a plot. */
export interface PlotHandle {
  /** The plot as it is on show, zoom and all, as a PNG file of twice its size on the page. */
  exportPng(): Promise<Blob>;
}
