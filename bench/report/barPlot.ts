import { drawing, escape, logAxis, text, tickLabel } from '../../src/formats/svg/plot';
import { figure } from './numbers';

export interface Bar {
  readonly name: string;
  readonly value: number;
  /** Drawn in the colour of what is compared with the rest. */
  readonly own?: boolean;
}

const ROW = 26;
const NAMES = 190;
const FIGURES = 80;
const WIDTH = 720;
const TOP = 44;
const COLOURS = { own: '#1f6fb2', other: '#9aa5b1' };

/** Bars from the left, one a row, on a logarithmic axis with the name `axis`; the values are positive. */
export function barPlot(title: string, axis: string, bars: readonly Bar[]): string {
  const [left, right] = [NAMES, WIDTH - FIGURES];
  const bottom = TOP + bars.length * ROW;
  const x = logAxis(
    bars.map(({ value }) => value),
    10,
    left,
    right,
  );
  return drawing(WIDTH, bottom + 56, [
    text(WIDTH / 2, 22, title),
    ...x.ticks.map((tick) => {
      const place = x.place(tick).toFixed(1);
      return `<path d="M${place} ${TOP - 8}V${bottom}" stroke="#ddd"/>${text(place, bottom + 18, tickLabel(tick))}`;
    }),
    text((left + right) / 2, bottom + 42, axis),
    ...bars.map(({ name, value, own = false }, row) => {
      const top = TOP + row * ROW;
      const end = x.place(value);
      return [
        text(left - 8, top + 14, name, 'end'),
        `<rect x="${left}" y="${top}" width="${Math.max(1, end - left).toFixed(1)}" height="${ROW - 8}" fill="${own ? COLOURS.own : COLOURS.other}"><title>${escape(name)}</title></rect>`,
        text((end + 6).toFixed(1), top + 14, figure(value), 'start'),
      ].join('');
    }),
  ]);
}
