import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { PRESETS } from '../../config/presets';
import { failureInfo } from '../../failure';
import { readSafetensors, writeSafetensors } from '../../formats/safetensors';
import { modelFromWeights } from './modelFromWeights';
import { openWeightsPath } from './openWeightsPath';

const FIXTURES = new URL('../../formats/fixtures/', import.meta.url);
const INDEX = 'model.safetensors.index.json';
const WHOLE = readSafetensors(
  new Uint8Array(readFileSync(new URL('checkpoint_convnext_backbone.safetensors', FIXTURES))),
).tensors;

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'weights-'));
  const names = Object.keys(WHOLE);
  const partOf = (name: string) => `model-0000${1 + (names.indexOf(name) % 2)}-of-00002.safetensors`;
  for (const part of new Set(names.map(partOf))) {
    const own = Object.entries(WHOLE).filter(([name]) => partOf(name) === part);
    writeFileSync(join(folder, part), writeSafetensors(Object.fromEntries(own)));
  }
  const list = { metadata: {}, weight_map: Object.fromEntries(names.map((name) => [name, partOf(name)])) };
  writeFileSync(join(folder, INDEX), JSON.stringify(list));
});
afterEach(() => rmSync(folder, { recursive: true }));

async function refusal(path: string) {
  try {
    await openWeightsPath(path);
  } catch (error) {
    return failureInfo(error);
  }
  throw new Error('accepted');
}

describe('openWeightsPath', () => {
  it.each(['the list', 'the folder'])('reads weights in several parts by %s', async (what) => {
    const { file, fill } = await openWeightsPath(what === 'the list' ? join(folder, INDEX) : folder);
    const contents = file.tensors.map(({ content }) => content);
    await fill(new Set(contents.filter((content) => typeof content !== 'string')));
    expect(Object.fromEntries(file.tensors.map(({ name, content }) => [name, content]))).toEqual(WHOLE);
  });

  it('says which part is missing, which list is none, and which folder has two', async () => {
    rmSync(join(folder, 'model-00002-of-00002.safetensors'));
    expect((await refusal(folder)).message).toContain('model-00002-of-00002.safetensors');
    writeFileSync(join(folder, INDEX), '{}');
    expect(await refusal(folder)).toMatchObject({ code: 'checkpoint_bad_shards' });
    writeFileSync(join(folder, 'other.index.json'), '{}');
    expect((await refusal(folder)).message).toContain('2 lists');
  });
});

describe('modelFromWeights', () => {
  const { config } = PRESETS[0]!;
  const pathOf = (name: string) => fileURLToPath(new URL(name, FIXTURES));

  it('takes the backbone and the expanders over, and nothing else', async () => {
    const tiny = JSON.parse(readFileSync(new URL('weights/tiny.json', FIXTURES), 'utf8')) as {
      model: { globalExpander: string; localExpander: string };
    };
    const changed = await modelFromWeights(config, pathOf('weights/good.pth'));
    expect(changed.model.backbone).toMatchObject({ family: 'convnext', depths: [1, 1], widths: [16, 32] });
    expect(changed.model.globalExpander).toBe(tiny.model.globalExpander);
    expect(changed.model.localExpander).toBe(tiny.model.localExpander);
    expect({ ...changed, model: config.model }).toEqual(config);
  });

  it('refuses what holds no such model', async () => {
    writeFileSync(
      join(folder, 'other.safetensors'),
      writeSafetensors({ 'head.weight': Object.values(WHOLE)[0]! }),
    );
    await expect(modelFromWeights(config, join(folder, 'other.safetensors'))).rejects.toThrow('no ConvNeXt');
  });
});
