import type { RandomStream } from '../../../random/stream';
import type { Color } from '../palette';
import type { Part } from '../surface';

/** The colours of one object, drawn without regard to its class. */
export interface ObjectColors {
  readonly body: Color;
  readonly accent: Color;
  readonly detail: Color;
}

/** A kind of thing: draws an individual of random proportions that fills [−1, 1] × [−1, 1], upright, facing left. */
export interface ObjectClass {
  readonly name: string;
  readonly draw: (random: RandomStream, colors: ObjectColors) => Part[];
}
