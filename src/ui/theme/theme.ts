import {
  createTheme,
  defaultVariantColorsResolver,
  type CSSVariablesResolver,
  type MantineColorsTuple,
} from '@mantine/core';
import { CHROME, FONT, RADIUS, SPACE, TYPE, VISUAL, type Scheme } from './tokens';

/** Warm greys from paper to ink: the only colour that controls have. */
const INK: MantineColorsTuple = [
  '#f6f5f2',
  '#ecece8',
  '#d9d8d3',
  '#b9bac0',
  '#94969e',
  '#6d7078',
  '#4b4d53',
  '#34363b',
  '#1b1c1f',
  '#0e0f12',
];

/** Mantine draws its own greys from these two: hairlines, tracks and hovers. */
const GRAY: MantineColorsTuple = [
  CHROME.light.ground,
  CHROME.light.well,
  CHROME.light.line,
  '#d3d1ca',
  '#b9b7b0',
  CHROME.light.lineStrong,
  CHROME.light.ink3,
  CHROME.light.ink2,
  '#34363b',
  CHROME.light.ink1,
];
const DARK: MantineColorsTuple = [
  CHROME.dark.ink1,
  CHROME.dark.ink2,
  CHROME.dark.ink3,
  CHROME.dark.lineStrong,
  '#363a42',
  '#2b2e35',
  CHROME.dark.raised,
  CHROME.dark.surface,
  CHROME.dark.ground,
  CHROME.dark.well,
];

const rem = (size: number) => `${size}rem`;

const DIALOG_STYLES = { title: { fontSize: rem(TYPE.section), fontWeight: 600 } };
const DIALOG_PROPS = {
  closeButtonProps: { 'aria-label': 'Close' },
  // A dialog's heading is no banner of the page.
  attributes: { header: { role: 'presentation' } },
};

export const theme = createTheme({
  primaryColor: 'ink',
  primaryShade: { light: 8, dark: 1 },
  // Ink is dark on light pages and light on dark ones, so what stands on it is the page's own surface.
  variantColorResolver: (input) => {
    const resolved = defaultVariantColorsResolver(input);
    return input.variant === 'filled' ? { ...resolved, color: 'var(--surface)' } : resolved;
  },
  colors: { ink: INK, gray: GRAY, dark: DARK },
  fontFamily: FONT.text,
  fontFamilyMonospace: FONT.mono,
  fontSizes: {
    xs: rem(TYPE.caption),
    sm: rem(TYPE.label),
    md: rem(TYPE.body),
    lg: rem(TYPE.section),
    xl: rem(TYPE.title),
  },
  lineHeights: { xs: '1.4', sm: '1.45', md: '1.5', lg: '1.45', xl: '1.35' },
  spacing: {
    xs: rem(SPACE.xs),
    sm: rem(SPACE.sm),
    md: rem(SPACE.md),
    lg: rem(SPACE.lg),
    xl: rem(SPACE.xl),
  },
  defaultRadius: rem(RADIUS.control),
  headings: { fontFamily: FONT.text, fontWeight: '600' },
  respectReducedMotion: true,
  cursorType: 'pointer',
  components: {
    Tooltip: {
      defaultProps: {
        withArrow: false,
        openDelay: 250,
        multiline: true,
        maw: 280,
        events: { hover: true, focus: true, touch: true },
      },
    },
    Drawer: { styles: DIALOG_STYLES, defaultProps: DIALOG_PROPS },
    Modal: {
      styles: DIALOG_STYLES,
      defaultProps: {
        ...DIALOG_PROPS,
        centered: true,
        radius: rem(RADIUS.card),
        overlayProps: { backgroundOpacity: 0.4 },
      },
    },
    Menu: {
      defaultProps: { shadow: 'md', position: 'bottom-end', width: 260, withInitialFocusPlaceholder: false },
    },
    Switch: { defaultProps: { size: 'sm', withThumbIndicator: false } },
    Loader: { defaultProps: { size: 'xs', color: 'var(--ink-2)' } },
  },
});

/** The tokens as CSS variables, and Mantine's own variables in their terms. */
export const cssVariables: CSSVariablesResolver = () => ({
  variables: {
    '--radius-card': rem(RADIUS.card),
    '--radius-control': rem(RADIUS.control),
    '--font-symbol': FONT.symbol,
  },
  light: schemeVariables('light'),
  dark: schemeVariables('dark'),
});

function schemeVariables(scheme: Scheme): Record<string, string> {
  const chrome = CHROME[scheme];
  const marks = Object.entries(VISUAL).map(([name, mark]) => [`--mark-${name}`, mark[scheme]] as const);
  return {
    '--ground': chrome.ground,
    '--surface': chrome.surface,
    '--raised': chrome.raised,
    '--well': chrome.well,
    '--line': chrome.line,
    '--line-strong': chrome.lineStrong,
    '--ink-1': chrome.ink1,
    '--ink-2': chrome.ink2,
    '--ink-3': chrome.ink3,
    '--focus': chrome.focus,
    '--danger': chrome.danger,
    '--danger-wash': chrome.dangerWash,
    '--caution': chrome.caution,
    '--caution-wash': chrome.cautionWash,
    ...Object.fromEntries(marks),
    '--mantine-color-body': chrome.surface,
    '--mantine-color-text': chrome.ink1,
    '--mantine-color-bright': chrome.ink1,
    '--mantine-color-dimmed': chrome.ink3,
    '--mantine-color-placeholder': chrome.ink3,
    '--mantine-color-error': chrome.danger,
    '--mantine-color-anchor': chrome.focus,
    '--mantine-color-default': chrome.raised,
    '--mantine-color-default-hover': chrome.well,
    '--mantine-color-default-color': chrome.ink1,
    '--mantine-color-default-border': chrome.line,
  };
}
