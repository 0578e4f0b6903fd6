import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { HEAD_BYTES } from '../formats/fileKind';
import { chosenFile } from './chosenFiles';
import { diskFile } from './node/listFiles';
import { headOf, memoryFile } from './sourceFile';

it('gives parts of a file in memory, of a page and on disc, as far as it has them', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'slices-'));
  try {
    const bytes = Uint8Array.from({ length: HEAD_BYTES + 100 }, (_, at) => at % 251);
    const place = join(folder, 'a.bin');
    await writeFile(place, bytes);
    const files = [
      memoryFile('a.bin', bytes),
      chosenFile(new File([bytes], 'a.bin'), 'a.bin'),
      diskFile(place, 'a.bin', bytes.length),
    ];
    for (const file of files) {
      expect(await headOf(file)).toEqual(bytes.subarray(0, HEAD_BYTES));
      expect([...(await file.slice(300, 305))]).toEqual([49, 50, 51, 52, 53]);
      expect(await file.slice(bytes.length - 3, bytes.length + 9)).toHaveLength(3);
      expect(await file.slice(bytes.length + 1, bytes.length + 2)).toHaveLength(0);
      expect(await file.read()).toEqual(bytes);
    }
  } finally {
    await rm(folder, { recursive: true });
  }
});
