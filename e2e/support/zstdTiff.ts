const SIDE = 32;
/** 32 × 32 times the byte 200, by Zstandard. */
const PIXELS = Buffer.from('KLUv/WAAA0UAAAjIAQD8KyAE', 'base64');
const ZSTANDARD = 50_000;
const [SHORT, LONG] = [3, 4];

/** A grey TIFF whose reader has to compile WebAssembly. */
export function zstdTiff(): Buffer {
  const header = Buffer.from('II*\0\0\0\0\0', 'latin1');
  const directory = header.length + PIXELS.length;
  header.writeUInt32LE(directory, 4);
  const entries = [
    [256, LONG, SIDE],
    [257, LONG, SIDE],
    [258, SHORT, 8],
    [259, SHORT, ZSTANDARD],
    [262, SHORT, 1],
    [273, LONG, header.length],
    [277, SHORT, 1],
    [278, LONG, SIDE],
    [279, LONG, PIXELS.length],
  ] as const;
  const table = Buffer.alloc(2 + 12 * entries.length + 4);
  table.writeUInt16LE(entries.length, 0);
  entries.forEach(([tag, type, value], index) => {
    const at = 2 + 12 * index;
    table.writeUInt16LE(tag, at);
    table.writeUInt16LE(type, at + 2);
    table.writeUInt32LE(1, at + 4);
    table.writeUInt32LE(value, at + 8);
  });
  return Buffer.concat([header, PIXELS, table]);
}
