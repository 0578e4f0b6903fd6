import { createHash } from 'node:crypto';
import type { Playground } from './playground';

/** Of the weights as the export menu saves them. */
export async function weightsHash(playground: Playground): Promise<string> {
  const { bytes } = await playground.save('Weights (safetensors)');
  return createHash('sha256').update(bytes).digest('hex');
}
