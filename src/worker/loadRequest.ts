import { planFiles } from '../data/chosenFiles';
import { decodeInBrowser } from '../data/images/browserDecoder';
import type { ImageSet } from '../data/imageSet';
import { loadPlan } from '../data/loadPlan';
import type { DataPlan } from '../data/planData';
import { generateScenes } from '../data/synthetic/generateScenes';
import { Failure } from '../failure';
import { quoted } from '../quoted';
import type { DataRequest } from './protocol';

/**
 * Reads or draws the images that a request names.
 * @param onProgress gets the share done, 0 to 1.
 */
export async function loadRequest(
  request: DataRequest,
  onProgress: (share: number) => void,
): Promise<ImageSet> {
  if (request.source === 'synthetic') {
    return generateScenes(request.size, request.count, request.seed, onProgress);
  }
  const plan = await planFiles(request.files);
  if (plan.source !== request.source) throw otherSource(plan);
  const size = request.source === 'images' ? request.size : 0;
  return loadPlan(plan, { size, decode: decodeInBrowser, onProgress });
}

function otherSource({ name, source }: DataPlan): Failure {
  const [what, choice] =
    source === 'cifar10' ? ['CIFAR batches', 'CIFAR-10 files'] : ['image files', 'Image files'];
  return new Failure({
    code: 'data_unreadable',
    message: `${quoted(name)} holds ${what}.`,
    doing: 'reading the chosen files',
    remedy: `Choose “${choice}” as the source in the Data panel.`,
  });
}
