/**
 * @file The visual language, as data. Colour belongs to what the network does: the chrome is ink on paper, so that
 * every hue on the page means one thing. Each meaning is carried by a dash and a marker as well as by its colour.
 * Colours keep a contrast of at least 4.5:1 on their scheme's surface and stay apart under colour-blindness.
 */

export type Scheme = 'light' | 'dark';

/** How one meaning looks wherever it appears: line, legend, table, label. */
export interface VisualMark {
  readonly label: string;
  readonly light: string;
  readonly dark: string;
  /** Line pattern for plotly traces. */
  readonly dash: 'solid' | 'dash' | 'dot' | 'dashdot';
  /** The same pattern as an SVG `stroke-dasharray`, in units of the page; empty for a solid line. */
  readonly dashArray: string;
  /** Marker, by plotly's name. */
  readonly symbol: 'circle' | 'square' | 'diamond' | 'cross' | 'x' | 'circle-open';
  /** The same marker as a character, for text. */
  readonly glyph: string;
}

export const VISUAL = {
  /** Cells matched by their map embeddings: what the network thinks. */
  embedding: {
    label: 'Embedding matches',
    light: '#c04a00',
    dark: '#ff9a57',
    dash: 'solid',
    dashArray: '',
    symbol: 'circle',
    glyph: '●',
  },
  /** Cells matched by their place in the source image. */
  location: {
    label: 'Location matches',
    light: '#1467b3',
    dark: '#6cb6ff',
    dash: 'dash',
    dashArray: '5 4',
    symbol: 'square',
    glyph: '■',
  },
  /** The true place of a cell. Without a hue: ink on a halo of the opposite tone, to be seen on any picture. */
  truth: {
    label: 'True location',
    light: '#16171a',
    dark: '#ffffff',
    dash: 'dot',
    dashArray: '1.5 3',
    symbol: 'cross',
    glyph: '✚',
  },
  /** Terms of the criterion over pooled embeddings. */
  global: {
    label: 'Global',
    light: '#5f4bc8',
    dark: '#ab9dff',
    dash: 'solid',
    dashArray: '',
    symbol: 'circle',
    glyph: '●',
  },
  /** Terms of the criterion over matched cells. */
  local: {
    label: 'Local',
    light: '#0b7672',
    dark: '#45cbc0',
    dash: 'dash',
    dashArray: '5 4',
    symbol: 'diamond',
    glyph: '◆',
  },
  total: {
    label: 'Total',
    light: '#26282d',
    dark: '#e9e9e4',
    dash: 'solid',
    dashArray: '',
    symbol: 'circle',
    glyph: '●',
  },
  /** What a random choice would score. */
  chance: {
    label: 'Chance',
    light: '#6b6d73',
    dark: '#95979e',
    dash: 'dot',
    dashArray: '1.5 3',
    symbol: 'x',
    glyph: '×',
  },
} as const satisfies Record<string, VisualMark>;

export type VisualName = keyof typeof VISUAL;

/** One colour a run where runs are compared; what a line means is then told by its dash and marker alone. */
export const RUN_COLOURS: readonly Readonly<Record<Scheme, string>>[] = [
  { light: '#0b62a8', dark: '#6cb6ff' },
  { light: '#b84300', dark: '#ff9a57' },
  { light: '#00714e', dark: '#3fcf9d' },
  { light: '#a0336f', dark: '#ff8cc6' },
  { light: '#5f4bc8', dark: '#ab9dff' },
  { light: '#845700', dark: '#f0c24b' },
  { light: '#00748f', dark: '#5fd3f0' },
  { light: '#26282d', dark: '#e9e9e4' },
];

/** Neutrals and states. `ink` steps are text (1 strongest); `surface` lies on `ground`; `well` is sunk into it. */
export interface Chrome {
  readonly ground: string;
  readonly surface: string;
  readonly raised: string;
  readonly well: string;
  readonly line: string;
  readonly lineStrong: string;
  readonly ink1: string;
  readonly ink2: string;
  readonly ink3: string;
  readonly focus: string;
  readonly danger: string;
  readonly dangerWash: string;
  readonly caution: string;
  readonly cautionWash: string;
}

export const CHROME: Readonly<Record<Scheme, Chrome>> = {
  light: {
    ground: '#f6f5f2',
    surface: '#fdfdfc',
    raised: '#ffffff',
    well: '#eeede8',
    line: '#e2e0da',
    lineStrong: '#8b8a85',
    ink1: '#1b1c1f',
    ink2: '#4b4d53',
    ink3: '#63656b',
    focus: '#1467b3',
    danger: '#b3261e',
    dangerWash: '#fbeceb',
    caution: '#875400',
    cautionWash: '#fbf3e2',
  },
  dark: {
    ground: '#0e0f12',
    surface: '#15171b',
    raised: '#1c1e23',
    well: '#0a0b0d',
    line: '#282b31',
    lineStrong: '#6d7078',
    ink1: '#ecece8',
    ink2: '#b9bac0',
    ink3: '#94969e',
    focus: '#6cb6ff',
    danger: '#ff8f87',
    dangerWash: '#2d1716',
    caution: '#f0b75e',
    cautionWash: '#2a2112',
  },
};
