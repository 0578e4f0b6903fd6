import type { PlotlyHTMLElement } from 'plotly.js';
import { drawInTurn, giveUpTurn } from './drawInTurn';
import type { Figure } from './figure';
import { plotPng, type PlotlyModule } from './plotPng';

/** Plots this close to what the screen shows are drawn, in px. */
const MARGIN = 200;

const CONFIG = { displayModeBar: false, responsive: false, doubleClick: false, showTips: false } as const;

export interface PlotEvents {
  /** Gets the x of the hovered point, `undefined` when the pointer has left. */
  readonly hover: (x: number | undefined) => void;
  /** Gets what plotly says of a zoom: new ends by the names of axes. */
  readonly zoom: (change: Readonly<Record<string, unknown>>) => void;
  readonly resetZoom: () => void;
  /** The plotting library could not be loaded. */
  readonly fail?: () => void;
}

/** One plot in one element of the page: draws what is newest, in turn with the others, while it is on the screen. */
export class LivePlot {
  readonly #plotly: PlotlyModule;
  readonly #element: HTMLElement;
  readonly #on: PlotEvents;
  readonly #sight: IntersectionObserver;
  #isInSight = false;
  #newest: (() => Figure) | undefined;
  /** Size of what was drawn last, in px. */
  #drawn: { readonly width: number; readonly height: number } | undefined;
  #listening = false;

  constructor(plotly: PlotlyModule, element: HTMLElement, on: PlotEvents) {
    this.#plotly = plotly;
    this.#element = element;
    this.#on = on;
    this.#sight = new IntersectionObserver(
      (entries) => {
        this.#isInSight = entries.at(-1)?.isIntersecting === true;
        this.#schedule();
      },
      { rootMargin: `${MARGIN}px` },
    );
    this.#sight.observe(element);
  }

  /** Has a figure drawn soon; one that was asked for before and is not drawn yet never will be, nor be built. */
  show(makeFigure: () => Figure): void {
    this.#newest = makeFigure;
    this.#schedule();
  }

  /** The plot as it was drawn last, zoom and all, at twice its size on the page, even behind another tab. */
  toPng(): Promise<Blob> {
    if (this.#drawn === undefined) throw new Error('The plot is not drawn yet.');
    return plotPng(this.#plotly, this.#element, this.#drawn);
  }

  /** The same as a drawing, in its size on the page. */
  async toSvg(): Promise<string> {
    if (this.#drawn === undefined) throw new Error('The curves are not drawn yet.');
    const url = await this.#plotly.toImage(this.#element, { format: 'svg', ...this.#drawn });
    return decodeURIComponent(url.slice(url.indexOf(',') + 1));
  }

  dispose(): void {
    giveUpTurn(this.#draw);
    this.#sight.disconnect();
    this.#plotly.purge(this.#element);
  }

  #schedule(): void {
    if (this.#isInSight && this.#newest !== undefined) drawInTurn(this.#draw);
  }

  readonly #draw = (): void => {
    const makeFigure = this.#newest;
    if (makeFigure === undefined) return;
    this.#newest = undefined;
    const { data, layout } = makeFigure();
    this.#drawn = { width: layout.width!, height: layout.height! };
    void this.#plotly.react(this.#element, data, layout, CONFIG);
    if (!this.#listening) this.#listen();
  };

  #listen(): void {
    const plot = this.#element as PlotlyHTMLElement;
    plot.on('plotly_hover', (event) => this.#on.hover(Number(event.points[0]?.x)));
    plot.on('plotly_unhover', () => this.#on.hover(undefined));
    plot.on('plotly_relayout', (change) => this.#on.zoom(change as Readonly<Record<string, unknown>>));
    plot.on('plotly_doubleclick', () => this.#on.resetZoom());
    this.#listening = true;
  }
}
