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
      const { source, limit } = data;
      return files[source].length === 0 ? null : { source, files: files[source], limit };
    }
    case 'images': {
      const { source, limit, size, fit, ignoreClass } = data;
      return files.images.length === 0
        ? null
        : { source, files: files.images, limit, size, fit, ignoreClass };
    }
  }
}

/** True when both requests load the same images. */
export function sameRequest(a: DataRequest, b: DataRequest): boolean {
  if (a.source === 'synthetic' && b.source === 'synthetic') {
    return a.size === b.size && a.count === b.count && a.seed === b.seed;
  }
  if ((a.source === 'cifar10' || a.source === 'arrays') && a.source === b.source) {
    return a.files === b.files && a.limit === b.limit;
  }
  if (a.source === 'images' && b.source === 'images') {
    return (
      a.files === b.files &&
      a.limit === b.limit &&
      a.size === b.size &&
      a.fit === b.fit &&
      a.ignoreClass === b.ignoreClass
    );
  }
  return false;
}
