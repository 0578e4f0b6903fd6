import type { RunConfig } from '../../config/runConfig';
import type { DataRequest } from '../../worker/protocol';

/** Files that were chosen for the sources that need some. */
export interface ChosenFiles {
  readonly cifar10: readonly File[];
  readonly images: readonly File[];
  readonly arrays: readonly File[];
}

export const NO_FILES: ChosenFiles = { cifar10: [], images: [], arrays: [] };

/** What the worker has to load for this configuration; `null` while its files have not been chosen. */
export function dataRequest({ data }: RunConfig, files: ChosenFiles): DataRequest | null {
  switch (data.source) {
    case 'synthetic':
      return { source: 'synthetic', size: data.size, count: data.count, seed: data.seed };
    case 'cifar10':
    case 'arrays': {
      const { source } = data;
      return files[source].length === 0 ? null : { source, files: files[source] };
    }
    case 'images':
      return files.images.length === 0
        ? null
        : {
            source: 'images',
            files: files.images,
            size: data.size,
            ignoreClass: data.ignoreClass,
          };
  }
}

/** True when both requests load the same images. */
export function sameRequest(a: DataRequest, b: DataRequest): boolean {
  if (a.source === 'synthetic' && b.source === 'synthetic') {
    return a.size === b.size && a.count === b.count && a.seed === b.seed;
  }
  if ((a.source === 'cifar10' || a.source === 'arrays') && a.source === b.source) return a.files === b.files;
  if (a.source === 'images' && b.source === 'images') {
    return a.files === b.files && a.size === b.size && a.ignoreClass === b.ignoreClass;
  }
  return false;
}
