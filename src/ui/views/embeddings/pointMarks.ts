import { RUN_COLOURS, type Scheme } from '../../theme/tokens';

/** How a class looks among points. */
export interface PointMark {
  readonly colour: string;
  readonly glyph: string;
}

/** As many as have no divisor in common with the number of colours, so that marks repeat late. */
const GLYPHS = ['●', '■', '◆', '▲', '✚'] as const;

/** Colour and glyph of a class; 40 classes differ. */
export function pointMark(group: number, scheme: Scheme): PointMark {
  return {
    colour: RUN_COLOURS[group % RUN_COLOURS.length]![scheme],
    glyph: GLYPHS[group % GLYPHS.length]!,
  };
}
