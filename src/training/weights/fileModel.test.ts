import { describe, expect, it } from 'vitest';
import { failureInfo } from '../../failure';
import type { TensorData } from '../../formats/tensorData';
import type { OpenWeights } from '../../formats/weightsFile';
import { readFileModel } from './fileModel';
import { backboneFile, CONVNEXT, fileOf, fixture, RESNET, tensor, TINY } from './testing/weightsFiles';

/** A file in memory, that notes what was read of it. */
function opened(file: OpenWeights['file']): OpenWeights & { readonly read: Set<TensorData> } {
  const read = new Set<TensorData>();
  return { file, read, fill: async (wanted) => wanted.forEach((one) => read.add(one)) };
}

describe('readFileModel', () => {
  it('takes the file’s own model, whatever the settings say, without the global expander', async () => {
    const file = opened(fixture('good.pth'));
    const { config, initialAlpha, specs, weights, report, shown } = await readFileModel(file);
    expect(config.model.backbone).toMatchObject({ depths: [1, 1], widths: [16, 32] });
    expect(shown).toMatchObject({
      globalExpander: TINY.model.globalExpander,
      localExpander: TINY.model.localExpander,
    });
    expect(initialAlpha).toBe(0);
    expect(Object.keys(weights)).toEqual(specs.map(({ name }) => name));
    expect(Object.keys(weights).filter((name) => /^(projector|classifier)\./.test(name))).toEqual([]);
    expect(report).toMatchObject({ missing: [], mismatched: [], unexpected: [] });
    expect(file.read.size).toBe(specs.length);
  });

  it.each([
    ['ResNet', RESNET],
    ['ConvNeXt', CONVNEXT],
  ])('does with a bare %s', async (_, backbone) => {
    const { config, initialAlpha, specs } = await readFileModel(opened(backboneFile(backbone)));
    expect(config.model.backbone).toMatchObject(backbone);
    expect(initialAlpha).toBe(1);
    expect(specs.every(({ name }) => name.startsWith('backbone.'))).toBe(true);
  });

  it('goes by the pixels’ normalisation where the file says it', async () => {
    const own = structuredClone(TINY);
    own.views.mean.red = 0.25;
    const file = { ...backboneFile(CONVNEXT), metadata: { config: JSON.stringify(own) } };
    expect((await readFileModel(opened(file))).config.views.mean.red).toBe(0.25);
    const broken = { ...file, metadata: { config: '{"views":{"mean":{"red":1e9}}}' } };
    expect((await readFileModel(opened(broken))).config.views.mean.red).toBe(0.485);
  });

  it('says what else a file holds', async () => {
    const names = ['cls_token', 'blocks.0.attn.qkv.weight'];
    const transformer = fileOf(names.map((name) => ({ name, content: tensor([32, 32], 0) })));
    const refusal = await readFileModel(opened(transformer)).catch((error: unknown) => failureInfo(error));
    expect(refusal).toMatchObject({ code: 'weights_mismatch' });
    expect((refusal as { message: string }).message).toContain('a transformer');
    await expect(readFileModel(opened(fixture('good.pth')), 'teacher')).rejects.toThrow('under "teacher"');
  });
});
