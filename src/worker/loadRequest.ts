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
    path: file.webkitRelativePath === '' ? file.name : file.webkitRelativePath,
    read: async () => new Uint8Array(await file.arrayBuffer()),
  };
}

function folderName(files: readonly File[]): string {
  const [folder] = (files[0]?.webkitRelativePath ?? '').split('/');
  return folder === undefined || folder === '' ? `${files.length} image files` : folder;
}
