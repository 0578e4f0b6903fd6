import type { PlotlyHTMLElement } from 'plotly.js';
import type { Figure } from './figure';

type PlotlyModule = typeof import('./plotly').default;

/** A drawing that took t ms is followed by at least this many times t of rest, so that the page stays quick. */
const REST = 2;

const CONFIG = { displayModeBar: false, responsive: false, doubleClick: false, showTips: false } as const;

export interface PlotEvents {
  /** Gets the x of the hovered point, `undefined` when the pointer has left. */
  readonly hover: (x: number | undefined) => void;
  /** Gets what plotly says of a zoom: new ends by the names of axes. */
  readonly zoom: (change: Readonly<Record<string, unknown>>) => void;
  readonly resetZoom: () => void;
}

/** One plot in one element of the page: draws what is newest, at most once per animation frame. */
export class LivePlot {
  readonly #plotly: PlotlyModule;
  readonly #element: HTMLElement;
  readonly #on: PlotEvents;
  #newest: (() => Figure) | undefined;
  /** Size of what was drawn last, in px. */
  #drawn: { readonly width: number; readonly height: number } | undefined;
  #frame = 0;
  #restUntil = 0;
  #listening = false;

  constructor(plotly: PlotlyModule, element: HTMLElement, on: PlotEvents) {
    this.#plotly = plotly;
    this.#element = element;
    this.#on = on;
  }

  /** Has a figure drawn soon; one that was asked for before and is not drawn yet never will be, nor be built. */
  show(makeFigure: () => Figure): void {
    this.#newest = makeFigure;
    this.#schedule();
  }

  /** The plot as it was drawn last, zoom and all, at twice its size on the page, even behind another tab. */
  async toPng(): Promise<Blob> {
    if (this.#drawn === undefined) throw new Error('The curves are not drawn yet.');
    const url = await this.#plotly.toImage(this.#element, { format: 'png', ...this.#drawn, scale: 2 });
    const bytes = Uint8Array.from(atob(url.slice(url.indexOf(',') + 1)), (character) =>
      character.charCodeAt(0),
    );
    return new Blob([bytes], { type: 'image/png' });
  }

  /** The same as a drawing, in its size on the page. */
  async toSvg(): Promise<string> {
    if (this.#drawn === undefined) throw new Error('The curves are not drawn yet.');
    const url = await this.#plotly.toImage(this.#element, { format: 'svg', ...this.#drawn });
    return decodeURIComponent(url.slice(url.indexOf(',') + 1));
  }

  dispose(): void {
    cancelAnimationFrame(this.#frame);
    this.#plotly.purge(this.#element);
  }

  #schedule(): void {
    cancelAnimationFrame(this.#frame);
    this.#frame = requestAnimationFrame(() => {
      if (performance.now() < this.#restUntil) this.#schedule();
      else this.#draw();
    });
  }

  #draw(): void {
    const makeFigure = this.#newest;
    if (makeFigure === undefined) return;
    this.#newest = undefined;
    const start = performance.now();
    const { data, layout } = makeFigure();
    this.#drawn = { width: layout.width!, height: layout.height! };
    void this.#plotly.react(this.#element, data, layout, CONFIG);
    const end = performance.now();
    this.#restUntil = end + REST * (end - start);
    if (!this.#listening) this.#listen();
  }

  #listen(): void {
    const plot = this.#element as PlotlyHTMLElement;
    plot.on('plotly_hover', (event) => this.#on.hover(Number(event.points[0]?.x)));
    plot.on('plotly_unhover', () => this.#on.hover(undefined));
    plot.on('plotly_relayout', (change) => this.#on.zoom(change as Readonly<Record<string, unknown>>));
    plot.on('plotly_doubleclick', () => this.#on.resetZoom());
    this.#listening = true;
  }
}
