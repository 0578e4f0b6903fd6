import type { Outline } from './outline';
import type { Color } from './palette';
import { plain } from './patterns';
import type { Pattern } from './patterns';

/** What a part looks like: two colours in a pattern, and how it takes the light. */
export interface Surface {
  readonly base: Color;
  readonly accent: Color;
  readonly pattern: Pattern;
  /** 0 flat to 1 round like a ball: how much the light models it. */
  readonly relief: number;
  /** Strength of the highlight, 0 to 1. */
  readonly gloss: number;
}

/** One shape of a drawing; parts are painted in their order, later ones over earlier ones. */
export interface Part {
  readonly outline: Outline;
  readonly surface: Surface;
}

/** A surface of one colour, or of two in a pattern. */
export function surface(
  base: Color,
  options: { accent?: Color; pattern?: Pattern; relief?: number; gloss?: number } = {},
): Surface {
  const { accent = base, pattern = plain, relief = 0.7, gloss = 0 } = options;
  return { base, accent, pattern, relief, gloss };
}
