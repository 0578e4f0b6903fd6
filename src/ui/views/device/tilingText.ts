import type { TilingValues } from '../../../config/tilings';

/** What a tiling's values count, for people. Those of a square of results are told together. */
const WORDS: Readonly<Record<string, string>> = {
  part: 'to a sum',
  across: 'across',
  down: 'down',
  lanes: 'lanes a row',
  rows: 'rows at once',
  chunk: 'columns at once',
};

/** What a tiling says, e.g. `128×64 shared, 8×4 a thread, 16 deep, 128 to a sum`. */
export function tilingText({
  strategy,
  tileM,
  tileN,
  threadsX,
  threadsY,
  tileK,
  ...others
}: TilingValues): string {
  const block = `${Number(tileM) * Number(threadsY)}×${Number(tileN) * Number(threadsX)}`;
  const product =
    strategy === undefined
      ? []
      : [
          `${block} ${strategy}`,
          `${tileM}×${tileN} a thread`,
          ...(tileK === undefined ? [] : [`${tileK} deep`]),
        ];
  const rest = Object.entries(others).map(([name, value]) => `${value} ${WORDS[name] ?? name}`);
  return [...product, ...rest].join(', ');
}

/** A key of a table of tilings as what is computed, and how large it is: `linear` and `6272×384×96`. */
export function keyParts(key: string): readonly [kernel: string, shape: string] {
  const end = key.indexOf(' ');
  return end < 0 ? [key, ''] : [key.slice(0, end), key.slice(end + 1)];
}
