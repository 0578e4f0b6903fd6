import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { parseConfig } from '../../config/parse';
import type { RunConfig } from '../../config/runConfig';
import { failureInfo } from '../../failure';
import type { ImageSet } from '../../data/imageSet';
import { startWeights } from './startWeights';

const FIXTURES = new URL('../../formats/fixtures/weights/', import.meta.url);
const TINY = parseConfig(JSON.parse(readFileSync(new URL('tiny.json', FIXTURES), 'utf8')), 'tiny.json');
const SCENES: ImageSet = {
  name: 'scenes',
  count: 0,
  height: 32,
  width: 32,
  images: new Uint8Array(0),
  classNames: 'abcdefgh'.split(''),
};

const pathOf = (name: string) => fileURLToPath(new URL(name, FIXTURES));

async function linesOf(name: string, { key, config = TINY }: { key?: string; config?: RunConfig } = {}) {
  const { lines } = await startWeights(pathOf(name), key, config, SCENES);
  return lines.map((line) => line.replace(pathOf(''), ''));
}

async function refusal(path: string, config: RunConfig = TINY, key?: string) {
  try {
    await startWeights(path, key, config, SCENES);
  } catch (error) {
    return failureInfo(error);
  }
  throw new Error('accepted');
}

describe('startWeights', () => {
  it.each([
    ['good.pth', 'good.pth: 38 of the model’s 38 tensors, from "model"'],
    ['lightning.ckpt', 'lightning.ckpt: 38 of the model’s 38 tensors, from "state_dict"'],
    ['timm_convnext.safetensors', 'timm_convnext.safetensors: 26 of the model’s 38 tensors, timm names'],
    [
      'dino_teacher.pth',
      'dino_teacher.pth: 26 of the model’s 38 tensors, from "teacher"; --weights-key takes "student" instead',
    ],
  ])('says in one line how much of %s was used, and how it was read', async (name, line) => {
    expect((await linesOf(name))[0]).toBe(line);
  });

  it('takes the weights that were asked for', async () => {
    const [first] = await linesOf('dino_teacher.pth', { key: 'student' });
    expect(first).toContain('from "student"');
    const refused = await refusal(pathOf('dino_teacher.pth'), TINY, 'ema');
    expect(refused.message).toContain('under "ema"');
    expect(refused.remedy).toContain('"teacher", "student"');
  });

  it('names what was left out, by kind', async () => {
    expect(await linesOf('f8_extra.safetensors')).toEqual([
      'f8_extra.safetensors: 38 of the model’s 38 tensors',
      '  1 not in the model, left out: scale_fp8',
    ]);
    expect(await linesOf('evaluate_checkpoint.pth')).toContain(
      '  2 not in the model, left out: module.head.weight, module.head.bias',
    );
  });

  it('warns where another function is trained, with the option that helps', async () => {
    const lines = await linesOf('fb_convnext_layer_scale.pth');
    expect(lines.at(-1)).toContain('another function');
    expect(lines.at(-1)).toContain('add --set model.backbone.layerScale=0.000001');
  });

  it('gives the options that the file fits, where none of it does', async () => {
    const config = structuredClone(TINY);
    config.model.backbone = { ...config.model.backbone, depths: [1, 2], widths: [8, 8] } as never;
    expect((await refusal(pathOf('good.pth'), config)).remedy).toBe(
      "Add --set 'model.backbone.depths=[1,1]' --set 'model.backbone.widths=[16,32]'.",
    );
  });

  it.each([
    ['a folder', fileURLToPath(FIXTURES), 'a folder'],
    ['a device', '/dev/zero', 'a device'],
    ['nothing', pathOf('nowhere.pth'), 'no such file'],
  ])('refuses %s', async (_, path, reason) => {
    const info = await refusal(path);
    expect(info.message).toContain(reason);
  });

  it('calls a git-lfs pointer by its name', async () => {
    const info = await refusal(pathOf('lfs_pointer.safetensors'));
    expect(info.message).toContain('This is a git-lfs pointer, not weights');
    expect(info.remedy).toContain('git lfs pull');
  });
});
