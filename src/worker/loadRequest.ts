import { SOURCE_NAMES } from '../config/dataConfig';
import { planFiles } from '../data/chosenFiles';
import { unlessCancelled } from '../cancelled';
import { decodeInBrowser } from '../data/images/browserDecoder';
import type { HeldOutSet, ImageSet } from '../data/imageSet';
import { READERS, type DataPlan } from '../data/readers';
import { arrivingScenes } from '../data/synthetic/arrivingScenes';
import { testScenes } from '../data/synthetic/testScenes';
import { Failure } from '../failure';
import { quoted } from '../quoted';
import type { DataRequest } from './protocol';

/** What is told while images are read or made. */
export interface LoadListener {
  /** The share of the chosen files that is read, 0 to 1. */
  readonly onFiles: (share: number, files: number) => void;
  /** How many images of how many are made, of a set that is in use already. */
  readonly onArrival: (done: number, total: number) => void;
}

export interface LoadedData {
  readonly data: ImageSet;
  /** Gives up images that are still being made. */
  readonly stop: () => void;
  /** Reads or draws the images that are kept for evaluation; none where the data set has no splits. */
  readonly kept: (onProgress?: (share: number) => void) => Promise<HeldOutSet[]>;
}

/**
 * Reads the files that a request names, or begins to draw its scenes.
 *
 * @throws {Failure} `cancelled` soon after `signal` is aborted, and those of the readers
 */
export async function loadRequest(
  request: DataRequest,
  listener: LoadListener,
  signal?: AbortSignal,
): Promise<LoadedData> {
  if (request.source === 'synthetic') {
    const { set, stop } = arrivingScenes(request, (drawn) => listener.onArrival(drawn, request.count));
    return { data: set, stop, kept: async (onProgress) => [await testScenes(request.size, onProgress)] };
  }
  const plan = await unlessCancelled(planFiles(request.files), signal);
  if (plan.source !== request.source) throw otherSource(plan);
  const options = {
    decode: decodeInBrowser,
    size: 0,
    limit: request.limit,
    ...(request.source === 'images'
      ? { size: request.size, fit: request.fit, ignoreClass: request.ignoreClass }
      : {}),
  };
  const loading = plan.load({
    ...options,
    signal,
    onProgress: (share) => {
      if (signal?.aborted !== true) listener.onFiles(share, request.files.length);
    },
  });
  const data = await unlessCancelled(loading, signal);
  return {
    data,
    stop: () => undefined,
    kept: (onProgress) => plan.loadHeldOut(data, { ...options, ...(onProgress && { onProgress }) }),
  };
}

function otherSource({ name, source }: DataPlan): Failure {
  const { words } = READERS.find((reader) => reader.source === source)!;
  return new Failure({
    code: 'data_unreadable',
    message: `${quoted(name)} holds ${words}.`,
    doing: 'reading the chosen files',
    remedy: `Choose “${SOURCE_NAMES[source]}” as the source in the Data panel.`,
  });
}
