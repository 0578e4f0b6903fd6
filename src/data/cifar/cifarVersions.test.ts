import { gzipSync } from 'fflate';
import { packTar } from 'modern-tar';
import { describe, expect, it } from 'vitest';
import { failureInfo } from '../../failure';
import { planData } from '../planData';
import { memoryFile, type SourceFile } from '../sourceFile';
import { NAMES, PYTHON, array, batch, dictionary, latin1, list, pickle } from './testing/pythonVersion';

const options = { size: 0, decode: () => Promise.reject(new Error('no image here')) };
const load = async (files: readonly SourceFile[]) => (await planData('cifar', files)).load(options);
const archive = async (files: Readonly<Record<string, Uint8Array>>): Promise<Uint8Array> =>
  packTar(Object.entries(files).map(([name, body]) => ({ header: { name, size: body.length }, body })));

describe('CIFAR in other wrappings', () => {
  it('is read from the Python version', async () => {
    const set = await load(Object.entries(PYTHON).map(([path, bytes]) => memoryFile(path, bytes)));
    expect([...set.labels!]).toEqual([3, 7, 9]);
    expect(set.classNames).toEqual(NAMES);
    expect(set.heldOut).toEqual([{ split: 'test', count: 3 }]);
    // Pixel 0 has bytes 0, 1024 and 2048 of its planes, all at even places.
    expect([...set.images.subarray(3072, 3078)]).toEqual([7, 7, 7, 200, 200, 200]);
    expect(set.notUsed?.map(({ kind }) => kind)).toEqual(['.html']);
  });

  it('takes the fine labels of CIFAR-100', async () => {
    const labels = (value: number) => list([`K${String.fromCharCode(value)}`]);
    const file = pickle(
      dictionary({ fine_labels: labels(99), coarse_labels: labels(3), data: array('x'.repeat(3072)) }),
    );
    const set = await load([memoryFile('cifar-100-python/train', file)]);
    expect([set.count, set.labels![0], set.classNames![99]]).toEqual([1, 99, 'worm']);
  });

  it.each([false, true])('is read from the archive (gzip: %s)', async (zipped) => {
    const tar = await archive(PYTHON);
    const file = memoryFile('cifar-10-python.tar.gz', zipped ? gzipSync(tar) : tar);
    const set = await load([file]);
    expect([...set.labels!]).toEqual([3, 7, 9]);
    expect(set.heldOut).toEqual([{ split: 'test', count: 3 }]);
  });

  it('keeps the test batch of the archive for evaluation', async () => {
    const plan = await planData('cifar', [memoryFile('c.tar', await archive(PYTHON))]);
    expect(plan.source).toBe('cifar10');
    const [kept] = await plan.loadHeldOut(await plan.load(options), options);
    expect([kept?.split, [...kept!.set.labels!], kept?.set.classNames]).toEqual(['test', [1, 2, 4], NAMES]);
  });

  it('is named where archive or batch are damaged, or it is another archive', async () => {
    const zipped = gzipSync(await archive(PYTHON));
    const cut = await load([memoryFile('c.tar.gz', zipped.subarray(0, -200))]).catch(failureInfo);
    expect(cut).toMatchObject({
      code: 'data_unreadable',
      message: 'The archive c.tar.gz is damaged or cut off.',
    });
    const whole = batch([1, 2]);
    const half = await load([memoryFile('data_batch_1', whole.subarray(0, 4000))]).catch(failureInfo);
    expect(half).toMatchObject({
      code: 'data_unreadable',
      message: expect.stringContaining('data_batch_1') as string,
    });
    const other = memoryFile('o.tar.gz', gzipSync(await archive({ 'photos/a.txt': latin1('a') })));
    expect(await load([other]).catch(failureInfo)).toMatchObject({
      message: 'a.txt is a text file, not an image.',
    });
  });
});
