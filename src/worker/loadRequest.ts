import { readCifar } from '../data/cifar/readCifar';
import { decodeInBrowser } from '../data/images/browserDecoder';
import { loadImages } from '../data/images/loadImages';
import type { ImageSet } from '../data/imageSet';
import { generateScenes } from '../data/synthetic/generateScenes';
import type { DataRequest } from './protocol';

const CLASS_NAME_FILE = /\.(txt)$/i;

/**
 * Reads or draws the images that a request names.
 * @param onProgress gets the share done, 0 to 1.
 */
export async function loadRequest(
  request: DataRequest,
  onProgress: (share: number) => void,
): Promise<ImageSet> {
  switch (request.source) {
    case 'synthetic':
      return generateScenes(request.size, request.count, request.seed, onProgress);
    case 'cifar10':
      return loadCifar(request.files);
    case 'images':
      return loadImages(request.files.map(toImageFile), {
        name: folderName(request.files),
        size: request.size,
        decode: decodeInBrowser,
        onProgress,
      });
  }
}

/** Batch files in the order of their names; a text file among them holds the class names, one per line. */
async function loadCifar(files: readonly File[]): Promise<ImageSet> {
  const ordered = [...files].sort((a, b) => a.name.localeCompare(b.name));
  const batches = await Promise.all(
    ordered
      .filter(({ name }) => !CLASS_NAME_FILE.test(name))
      .map(async (file) => ({ name: file.name, bytes: new Uint8Array(await file.arrayBuffer()) })),
  );
  const names = await ordered.find(({ name }) => CLASS_NAME_FILE.test(name))?.text();
  return readCifar(
    batches,
    names
      ?.split('\n')
      .map((line) => line.trim())
      .filter((line) => line !== ''),
  );
}

function toImageFile(file: File) {
  return {
    path: pathOf(file),
    read: async () => new Uint8Array(await file.arrayBuffer()),
  };
}

/** Chosen folders come with `webkitRelativePath`; dropped ones carry the path in their name. */
function pathOf(file: File): string {
  return file.webkitRelativePath === '' ? file.name : file.webkitRelativePath;
}

function folderName(files: readonly File[]): string {
  const [first] = files;
  const [folder, ...rest] = (first === undefined ? '' : pathOf(first)).split('/');
  return folder === undefined || rest.length === 0 ? `${files.length} image files` : folder;
}
