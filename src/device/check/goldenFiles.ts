/**
 * @file Golden files of the reference that a check meets: each part of the engine, in the smallest files that have it. They
 * are shipped beside the page and loaded on demand.
 */

/** What gives the address of each file, by its path from this folder. */
export const GOLDEN_FILES = import.meta.glob<string>(
  [
    '../../nn/fixtures/backbone_convnext_32px.safetensors',
    '../../nn/fixtures/backbone_resnet_bottleneck_deep.safetensors',
    '../../nn/fixtures/expander_{batch,layer}_norm.safetensors',
    '../../optim/fixtures/optimizer_{adamw,lars}.safetensors',
    '../../vicregl/fixtures/criterion_2view_a75.safetensors',
    '../../vicregl/fixtures/criterion_multicrop_a90_l2topk.safetensors',
    '../../vicregl/fixtures/matching_{l2,location}_k20.safetensors',
  ],
  { query: '?url', import: 'default' },
);

/** The bytes of a golden file, by its path in `GOLDEN_FILES`. */
export type ReadGolden = (path: string) => Promise<Uint8Array>;

/** Where a page has them. */
export const fetchGolden: ReadGolden = async (path) => {
  const response = await fetch(await GOLDEN_FILES[path]!());
  if (!response.ok) throw new Error(`The server answers ${response.status} for this file.`);
  return new Uint8Array(await response.arrayBuffer());
};
