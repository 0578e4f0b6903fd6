import type { Data } from 'plotly.js';
import { VISUAL, type Scheme } from '../../theme/tokens';
import { viridis } from '../correspondence/colourMap';
import type { Figure } from '../curves/figure';
import { legendAbove, plotAxis, plotLayout, type PlotSpace } from '../plotBase';
import { sharedStages, type GradientSeries, type StageSeries } from './gradientSeries';

/** @file The gradients over the steps: how the branches share them, and their size by the size of the weights. */

/** Whose shares are drawn: of the branches over the whole network, or of the global one stage by stage. */
export type ShareLines = 'network' | 'stages';

interface LineLook {
  readonly colour: string;
  readonly dash: string;
  readonly symbol: string;
}

/** How the shares of the branches go over the steps, in per cent. */
export function shareFigure(series: GradientSeries, lines: ShareLines, space: PlotSpace): Figure {
  const { steps, whole } = series;
  const { scheme } = space;
  const global = inPercent(whole.globalShare);
  const data =
    lines === 'network'
      ? [
          line('Global', steps, global, markOf('global', scheme), space, '%{y:.1f} %'),
          line(
            'Local',
            steps,
            global.map((share) => share && 100 - share),
            markOf('local', scheme),
            space,
            '%{y:.1f} %',
          ),
        ]
      : withLooks([...sharedStages(series), whole], scheme).map(({ title, globalShare, look }) =>
          line(title, steps, inPercent(globalShare), look, space, '%{y:.1f} %'),
        );
  const title = lines === 'network' ? 'share of the gradient norms, %' : 'share of the global branch, %';
  return figureOf(data, { ...plotAxis(space, title), range: [0, 100] }, lines, space);
}

/** Powers of ten that an axis has more ticks in than one each. */
const MOST_DECADES = 2;

/** How large a plain step would be by the size of the weights, stage by stage. */
export function ratioFigure({ steps, stages, whole }: GradientSeries, space: PlotSpace): Figure {
  const data = withLooks([...stages, whole], space.scheme).map(({ title, ratio, look }) =>
    // A logarithm of nothing has no place.
    line(
      title,
      steps,
      ratio.map((value) => (value === 0 ? null : value)),
      look,
      space,
      '%{y:.3~g}',
    ),
  );
  const sizes = [...stages, whole].flatMap(({ ratio }) =>
    ratio.flatMap((value) => (value === null || value === 0 ? [] : [value])),
  );
  const decades = Math.log10(Math.max(...sizes) / Math.min(...sizes));
  const axis = {
    ...plotAxis(space, 'gradient norm by weight norm'),
    type: 'log',
    // 1, 2 and 5 of each power of ten, or the powers alone.
    dtick: decades <= MOST_DECADES ? 'D2' : 1,
    tickformat: '~g',
  };
  return figureOf(data, axis, 'ratio', space);
}

function figureOf(
  data: ReturnType<typeof line>[],
  yaxis: object,
  uirevision: string,
  space: PlotSpace,
): Figure {
  const layout = plotLayout(space, {
    ...legendAbove(
      space,
      data.map(({ name }) => name),
    ),
    hovermode: 'x unified',
    uirevision,
    xaxis: { ...plotAxis(space, 'step'), rangemode: 'nonnegative' },
    yaxis,
  });
  return { data: data as unknown as Data[], layout };
}

/** Markers along a line, beside its dash. */
const MARKERS = 10;

function line(
  name: string,
  x: readonly number[],
  y: readonly (number | null)[],
  { colour, dash, symbol }: LineLook,
  { unit }: PlotSpace,
  hovertemplate: string,
) {
  return {
    ...{ type: 'scatter', mode: 'lines+markers', name, x, y, hovertemplate },
    // Plotly makes a selector of it.
    uid: name.toLowerCase().replaceAll(' ', '-'),
    line: { color: colour, width: 1.8 * unit, dash },
    cliponaxis: false,
    marker: { color: colour, symbol, size: 6 * unit, maxdisplayed: MARKERS },
  };
}

function inPercent(shares: readonly (number | null)[]): (number | null)[] {
  return shares.map((share) => share && 100 * share);
}

function markOf(name: keyof typeof VISUAL, scheme: Scheme): LineLook {
  const mark = VISUAL[name];
  return { colour: mark[scheme], dash: mark.dash, symbol: mark.symbol };
}

const DASHES = ['solid', 'dot', 'dash', 'dashdot'] as const;
const SYMBOLS = ['circle-open', 'square-open', 'triangle-up', 'x', 'diamond-open', 'triangle-down'] as const;
/** The part of the colour map that is told from the surface. */
const DEPTHS: Readonly<Record<Scheme, readonly [number, number]>> = { light: [0, 0.55], dark: [0.5, 1] };

/** Stages of the backbone along one colour map, from the image on; the expanders like their branches; all of them as the total. */
function withLooks(
  series: readonly StageSeries[],
  scheme: Scheme,
): (StageSeries & { readonly look: LineLook })[] {
  const known = { 'global expander': 'global', 'local expander': 'local', all: 'total' } as const;
  const nameOf = ({ id }: StageSeries) => (Object.hasOwn(known, id) ? known[id as keyof typeof known] : null);
  const backbone = series.filter((one) => nameOf(one) === null);
  const [from, to] = DEPTHS[scheme];
  return series.map((one) => {
    const name = nameOf(one);
    if (name !== null) return { ...one, look: markOf(name, scheme) };
    const place = backbone.indexOf(one);
    const depth = place / Math.max(1, backbone.length - 1);
    return {
      ...one,
      look: {
        colour: `rgb(${viridis(from + depth * (to - from)).join(',')})`,
        dash: DASHES[place % DASHES.length]!,
        symbol: SYMBOLS[place % SYMBOLS.length]!,
      },
    };
  });
}
