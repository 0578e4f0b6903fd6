import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { loadData, locateData } from '../../src/data/node/locatedData';
import { table } from '../../src/formats/markdownTable';
import { bytes, figure } from '../report/numbers';
import type { CommandOutput } from './output';

export interface LoadCommandOptions {
  /** Images of 32 × 32 in CIFAR's batches. */
  readonly images: number;
  /** JPEG files of 500 × 375. */
  readonly photos: number;
}

interface Loading {
  readonly what: string;
  readonly count: number;
  readonly seconds: number;
  /** The most that the process had in memory while it loaded, less what it had before. */
  readonly peakBytes: number;
}

const CIFAR_RECORD = 1 + 3 * 32 * 32;
/** Side in pixels that photographs are brought to. */
const SIZE = 64;
const [WIDTH, HEIGHT] = [500, 375];
/** Pictures that differ; files are copies of them. */
const KINDS = 16;
const SAMPLED_EVERY = 20;

/** How fast images are loaded in Node, and what it takes of memory. The photographs stay in the system's folder for the next time. */
export async function load({ images, photos }: LoadCommandOptions): Promise<CommandOutput> {
  const cifar = await mkdtemp(join(tmpdir(), 'bench-cifar-'));
  try {
    await writeCifar(cifar, images);
    const results = [
      await measured(`${images.toLocaleString('en')} images of 32 × 32 (CIFAR)`, cifar, images),
      await measured(
        `${photos.toLocaleString('en')} JPEGs of ${WIDTH} × ${HEIGHT}, to ${SIZE} px`,
        await photoFolder(photos),
        photos,
      ),
    ];
    const rows = results.map(({ what, count, seconds, peakBytes }) => [
      what,
      `${seconds.toFixed(1)} s`,
      figure(count / seconds),
      bytes(peakBytes),
    ]);
    return {
      text: `On ${cpus().length} cores.\n\n${table(['what', 'time', 'images/s', 'memory'], rows)}`,
      data: results,
    };
  } finally {
    await rm(cifar, { recursive: true });
  }
}

async function measured(what: string, path: string, count: number): Promise<Loading> {
  const before = process.memoryUsage.rss();
  let peak = before;
  const sample = () => (peak = Math.max(peak, process.memoryUsage.rss()));
  const sampling = setInterval(sample, SAMPLED_EVERY);
  const start = performance.now();
  const set = await loadData(await locateData(path), { size: SIZE, count: 0, seed: 0 });
  const seconds = (performance.now() - start) / 1000;
  clearInterval(sampling);
  sample();
  if (set.count !== count) throw new Error(`${set.count} of ${count} images were loaded.`);
  return { what, count, seconds, peakBytes: peak - before };
}

/** Five batches, as CIFAR-10 has them. */
async function writeCifar(folder: string, images: number): Promise<void> {
  for (let batch = 0; batch < 5; batch++) {
    const count = Math.floor((images + batch) / 5);
    const records = Uint8Array.from({ length: count * CIFAR_RECORD }, (_, at) => (at * at) >> 3);
    for (let record = 0; record < count; record++) records[record * CIFAR_RECORD] = record % 10;
    if (count > 0) await writeFile(join(folder, `data_batch_${batch + 1}.bin`), records);
  }
}

/** Noise over slow waves: about as many bytes as a photograph's JPEG has. */
async function photoFolder(count: number): Promise<string> {
  const folder = join(tmpdir(), `bench-photos-${count}`);
  await mkdir(folder, { recursive: true });
  const there = new Set(await readdir(folder));
  const { default: sharp } = await import('sharp');
  let kinds: Buffer[] | undefined;
  for (let photo = 0; photo < count; photo++) {
    const name = `${photo}.jpg`;
    if (there.has(name)) continue;
    kinds ??= await Promise.all(
      Array.from({ length: KINDS }, (_, kind) =>
        sharp(wave(kind), { raw: { width: WIDTH, height: HEIGHT, channels: 3 } })
          .jpeg({ quality: 90 })
          .toBuffer(),
      ),
    );
    await writeFile(join(folder, name), kinds[photo % KINDS]!);
  }
  return folder;
}

function wave(kind: number): Uint8Array {
  return Uint8Array.from({ length: WIDTH * HEIGHT * 3 }, (_, at) => {
    const [x, y] = [Math.floor(at / 3) % WIDTH, Math.floor(at / 3 / WIDTH)];
    const noise = (Math.imul(at + kind, 0x9e3779b1) >>> 27) - 16;
    return Math.max(
      0,
      Math.min(255, 128 + 80 * Math.sin(x / (20 + kind)) * Math.cos(y / 30 + (at % 3)) + noise),
    );
  });
}
