import { afterEach, expect, it, vi } from 'vitest';
import { openSink, type SavePicker } from './fileSink';
import { download } from './download';

vi.mock('./download');
afterEach(() => vi.clearAllMocks());

const bytes = (text: string) => new TextEncoder().encode(text);
const LARGE = 2 ** 30;

/** A browser that writes to disk. */
function disk() {
  const seen: string[] = [];
  const handle = {
    createWritable: async () => ({
      write: async (piece: Uint8Array) => void seen.push(new TextDecoder().decode(piece)),
      close: async () => void seen.push('closed'),
      abort: async () => void seen.push('given up'),
    }),
  };
  const showSaveFilePicker = vi.fn(async () => handle as unknown as FileSystemFileHandle);
  return { seen, browser: { showSaveFilePicker } satisfies SavePicker };
}

it('writes a large file to the disk as it comes', async () => {
  const { seen, browser } = disk();
  const sink = (await openSink('a.npz', 'application/zip', LARGE, browser))!;
  await sink.write(bytes('one'));
  await sink.write(bytes('two'));
  expect(seen).toEqual(['one', 'two']);
  await sink.close();
  expect(seen.at(-1)).toBe('closed');
  expect(browser.showSaveFilePicker).toHaveBeenCalledWith({ suggestedName: 'a.npz' });
  expect(download).not.toHaveBeenCalled();
});

it('hands any other to the downloads at its end', async () => {
  for (const [size, browser] of [
    [100, disk().browser],
    [LARGE, {}],
  ] as const) {
    const sink = (await openSink('a.csv', 'text/csv', size, browser))!;
    await sink.write(bytes('one'));
    await sink.write(bytes('two'));
    expect(download).not.toHaveBeenCalled();
    await sink.close();
    const [name, content] = vi.mocked(download).mock.lastCall!;
    expect(name).toBe('a.csv');
    expect(await (content as Blob).text()).toBe('onetwo');
    vi.mocked(download).mockClear();
  }
});

it('takes no for an answer, and tells what else goes wrong', async () => {
  const refusing = (name: string): SavePicker => ({
    showSaveFilePicker: () => Promise.reject(new DOMException('no', name)),
  });
  expect(await openSink('a.npz', '', LARGE, refusing('AbortError'))).toBeNull();
  await expect(openSink('a.npz', '', LARGE, refusing('SecurityError'))).rejects.toThrow('no');
});
