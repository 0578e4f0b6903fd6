/** @file What of the visual language only the page needs; colours and marks are in `reports/visual.ts`. */

export { CHROME, RUN_COLOURS, VISUAL, type Scheme } from '../../reports/visual';

/** Whose curve it is: this run, the run before the last reset, or the run that a link brought along. */
export const RUN_LINE = {
  current: { label: 'This run', opacity: 1, width: 1.8 },
  previous: { label: 'Last run', opacity: 0.35, width: 1.4, dash: 'solid' },
  shared: { label: 'Shared run', opacity: 0.75, width: 1.4, dash: 'dash' },
} as const;

/** Opacity of the raw curve behind its smoothed one. */
export const RAW_OPACITY = 0.22;

export const FONT = {
  text: '"Inter Variable", Inter, system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", "Liberation Sans", sans-serif',
  /** Numbers that stand under each other, code, addresses. */
  mono: 'ui-monospace, "SF Mono", "Cascadia Mono", "JetBrains Mono", Menlo, Consolas, "Liberation Mono", monospace',
  /** The paper's symbols: α, λ, μ, ν, γ. */
  symbol:
    '"STIX Two Math", "Latin Modern Math", "Cambria Math", "Iowan Old Style", Georgia, "Liberation Serif", serif',
} as const;

/** Type scale in rem: caption, label, body, section, title, figure. */
export const TYPE = {
  caption: 0.6875,
  label: 0.75,
  body: 0.8125,
  section: 0.9375,
  title: 1.125,
  figure: 1.5,
} as const;

/** Spacing in rem, on a grid of a quarter. */
export const SPACE = { xs: 0.25, sm: 0.5, md: 0.75, lg: 1, xl: 1.5 } as const;

/** Radii in rem. */
export const RADIUS = { control: 0.375, card: 0.625 } as const;

/** On screens like these the views come first and the panels live in a sheet; the style sheets say the same. */
export const PHONE_QUERY = '(max-width: 820px), (max-height: 500px)';
