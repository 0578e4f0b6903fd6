import { describe, expect, it } from 'vitest';
import { Failure } from '../../failure';
import { BACKBONES } from '../backbones';
import { describeConfig } from '../describe';
import { PRESETS } from '../presets';
import { configFromCommand } from './command';
import { REFERENCE_OPTIONS } from './options';

const published = (name: string) => PRESETS.find((preset) => preset.name === name)!.config;

describe('configFromCommand', () => {
  it("reads the reference's defaults", () => {
    expect(configFromCommand('main_vicregl.py')).toMatchObject({
      views: {
        crops: [
          { size: 224, count: 2, scaleMin: 0.4, scaleMax: 1, ratioMin: 3 / 4, ratioMax: 4 / 3 },
          { size: 96, count: 6, scaleMin: 0.08, scaleMax: 0.4, ratioMin: 3 / 4, ratioMax: 4 / 3 },
        ],
        noFlipGrid: true,
      },
      model: {
        backbone: { ...BACKBONES.convnext_small, dropPath: 0.1 },
        globalExpander: '8192-8192-8192',
        localExpander: '512-512-512',
      },
      loss: { alpha: 0.75, matchesForward: 20, matchesBackward: 4, embeddingMatchesAll: true },
      optim: { optimizer: 'adamw', baseLr: 0.0005, weightDecay: 0.05, warmup: 10, endLrRatio: 0.001 },
      run: { batch: 512, length: 100, unit: 'epochs' },
    });
  });

  it('reads every option that has a counterpart', () => {
    const config = configFromCommand(
      `main_vicregl.py --size-crops 128 64 32 --num-crops 2 3 1 --min_scale_crops 0.5 0.2 0.1 --max_scale_crops 0.9 0.5 0.2
       --no-flip-grid 0 --arch convnext_tiny --drop-path-rate 0.2 --layer-scale-init-value 0.3 --mlp 16-8 --maps-mlp 8-4
       --alpha 0.5 --num_matches 3 2 --l2_all_matches 0 --inv-coeff 5 --var-coeff 6 --cov-coeff 7 --fast-vc-reg 1
       --epochs 12 --warmup-epochs 3 --batch-size 48 --optimizer lars --base-lr 0.4 --end-lr-ratio 0.2 --weight-decay 0.1`,
    );
    expect(config.views.crops[2]).toMatchObject({ size: 32, count: 1, scaleMin: 0.1, scaleMax: 0.2 });
    expect(config.views.noFlipGrid).toBe(false);
    expect(config.model).toMatchObject({
      backbone: { ...BACKBONES.convnext_tiny, dropPath: 0.2, layerScale: 0.3 },
      globalExpander: '16-8',
      localExpander: '8-4',
    });
    expect(config.loss).toMatchObject({
      alpha: 0.5,
      lambda: 5,
      mu: 6,
      nu: 7,
      matchesForward: 3,
      matchesBackward: 2,
      embeddingMatchesAll: false,
      fastVarianceCovariance: true,
    });
    expect(config.optim).toMatchObject({
      optimizer: 'lars',
      baseLr: 0.4,
      endLrRatio: 0.2,
      warmup: 3,
      weightDecay: 0.1,
    });
    expect(config.run).toMatchObject({ length: 12, batch: 48 });
  });

  it('leaves the launcher’s arguments alone, and takes the last of two values', () => {
    const config = configFromCommand(
      'python -m torch.distributed.launch --nproc_per_node=8 code/main_vicregl.py --alpha 0.1 --alpha 0.2',
    );
    expect(config.loss.alpha).toBe(0.2);
  });

  it.each([
    ['an unknown option', 'main_vicregl.py --momentum 0.9', '--momentum'],
    ['a value of no option', 'main_vicregl.py 7', '"7"'],
    ['an unknown backbone', 'main_vicregl.py --arch vit_small', 'vit_small'],
    ['sizes without counts', 'main_vicregl.py --size-crops 224 96 64', '3 crop sizes'],
    ['a value that is no number', 'main_vicregl.py --alpha half', 'loss.alpha'],
  ])('refuses %s', (_, command, named) => {
    expect(() => configFromCommand(command)).toThrow(Failure);
    expect(() => configFromCommand(command)).toThrow(named);
  });
});

describe('published presets', () => {
  it('peak at the published learning rates', () => {
    const peak = (name: string) => (published(name).optim.baseLr * published(name).run.batch) / 256;
    expect(peak('resnet50-100')).toBeCloseTo(0.6);
    expect(peak('resnet50-300')).toBeCloseTo(1.6);
    expect(peak('convnext-s-100')).toBeCloseTo(0.001125);
    expect(peak('convnext-b-400')).toBeCloseTo(0.001125);
    expect(peak('convnext-s-100-browser')).toBeCloseTo(peak('convnext-s-100'));
    expect(peak('convnext-b-400-browser')).toBeCloseTo(peak('convnext-b-400'));
  });

  it('have the backbones of their headings', () => {
    expect(published('resnet50-100').model.backbone).toEqual(BACKBONES.resnet50);
    expect(published('convnext-s-100').model.backbone).toEqual({
      ...BACKBONES.convnext_small,
      dropPath: 0.1,
    });
    expect(published('convnext-b-400').model.backbone).toEqual({ ...BACKBONES.convnext_base, dropPath: 0.1 });
  });
});

it('options and fields name each other', () => {
  const options: Readonly<Record<string, { readonly fields: readonly string[] }>> = REFERENCE_OPTIONS;
  const described = describeConfig(published('convnext-s-100'));
  const paths = described.map(({ path }) => path.replace(/\.crops\.\d+\./, '.crops.*.'));
  for (const { fields } of Object.values(options)) {
    // The backbone is no field, but a section.
    for (const field of fields) expect(paths.some((path) => path.startsWith(field))).toBe(true);
  }
  for (const [index, { meta }] of described.entries()) {
    if (meta.reference !== undefined) expect(options[meta.reference]?.fields).toContain(paths[index]);
  }
});
