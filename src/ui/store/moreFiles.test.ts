import { describe, expect, it } from 'vitest';
import { addFiles } from './moreFiles';

const file = (path: string, lastModified = 1) =>
  Object.assign(new File([path], path, { lastModified }), { webkitRelativePath: '' });
const paths = (files: readonly File[]) => files.map(({ name }) => name);

describe('files that join others', () => {
  it('keep their paths where nobody has them', () => {
    const { files } = addFiles('images', [file('a.png')], [file('cat/a.png')]);
    expect(paths(files)).toEqual(['a.png', 'cat/a.png']);
  });

  it('get other names together where one is taken, so that masks stay with their images', () => {
    const chosen = [file('images/1.jpg', 1), file('images/2 2.jpg', 1), file('classes.txt', 1)];
    const more = [file('images/1.jpg', 2), file('masks/1.png', 2), file('classes.txt', 2)];
    expect(paths(addFiles('images', chosen, more).files.slice(3))).toEqual([
      'images/2 1.jpg',
      'masks/2 1.png',
      'classes.txt',
    ]);
    const again = addFiles('images', addFiles('images', chosen, more).files, [file('images/1.jpg', 3)]);
    expect(again.files.at(-1)!.name).toBe('images/3 1.jpg');
  });

  it('of batches move to a folder, since their names say what is kept for evaluation', () => {
    const more = [file('test_batch.bin', 2), file('data_batch_2.bin', 2)];
    const { files } = addFiles('cifar10', [file('data_batch_1.bin'), file('test_batch.bin')], more);
    expect(paths(files.slice(2))).toEqual(['2/test_batch.bin', '2/data_batch_2.bin']);
  });

  it('do not join twice', async () => {
    const chosen = [file('a.png', 1), file('b.png', 1)];
    const { files, repeated } = addFiles('images', chosen, [file('a.png', 1), file('b.png', 2)]);
    expect(repeated).toBe(1);
    expect(paths(files)).toEqual(['a.png', 'b.png', '2 b.png']);
    expect(await files[2]!.text()).toBe('b.png');
    expect(files[2]!.lastModified).toBe(2);
  });

  it('know their place in a chosen folder', () => {
    const chosen = Object.assign(file('1.jpg'), { webkitRelativePath: 'set/cat/1.jpg' });
    const more = Object.assign(file('1.jpg', 2), { webkitRelativePath: 'set/cat/1.jpg' });
    expect(addFiles('images', [chosen], [more]).files[1]!.name).toBe('set/cat/2 1.jpg');
  });
});
