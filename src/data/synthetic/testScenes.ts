import type { HeldOutSet } from '../imageSet';
import { generateScenes } from './generateScenes';
import { TEST_COUNT } from './testCount';

/** No configuration can have it, so these scenes are trained on by none, and all are judged on the same ones. */
const TEST_SEED = 2 ** 31;

/** Scenes that are kept from every training. */
export async function testScenes(size: number, onProgress?: (share: number) => void): Promise<HeldOutSet> {
  return { split: 'test', set: await generateScenes(size, TEST_COUNT, TEST_SEED, onProgress) };
}
