import { BACKBONES } from '../../config/backbones';
import type { BackboneConfig } from '../../config/modelConfig';
import { PRESETS, type Preset } from '../../config/presets';
import { PUBLISHED_MODELS } from './publishedModels';

/** Backbones that people have weights of, by what they are called. */
const TITLES: readonly (readonly [title: string, backbone: BackboneConfig])[] = [
  ['ResNet-18', { ...BACKBONES.resnet34, layers: [2, 2, 2, 2] }],
  ['ResNet-34', BACKBONES.resnet34],
  ['ResNet-50', BACKBONES.resnet50],
  ['ResNet-101', BACKBONES.resnet101],
  ['ResNet-152', { ...BACKBONES.resnet50, layers: [3, 8, 36, 3] }],
  ['ResNet-50 x2', BACKBONES.resnet50x2],
  ['ResNet-50 x4', BACKBONES.resnet50x4],
  ['ResNet-50 x5', BACKBONES.resnet50x5],
  ['ResNet-200 x2', BACKBONES.resnet200x2],
  ['ConvNeXt-T', BACKBONES.convnext_tiny],
  ['ConvNeXt-S', BACKBONES.convnext_small],
  ['ConvNeXt-B', BACKBONES.convnext_base],
  ['ConvNeXt-L', BACKBONES.convnext_large],
  ['ConvNeXt-XL', BACKBONES.convnext_xlarge],
];

/** Those that VICRegL has published weights of. */
const PUBLISHED: ReadonlySet<string> = new Set(PUBLISHED_MODELS.map(({ title }) => title));
/** In the names of its files: `resnet50_alpha0.9.pth`, and `alpha0p9` as PyTorch Hub writes it. */
const ALPHA = /alpha([01])[.p](\d{1,3})/;

/** What a backbone is called, e.g. "ConvNeXt-S"; `undefined` for one without a name. */
export function titleOf(backbone: BackboneConfig): string | undefined {
  return TITLES.find(([, known]) => isSame(known, backbone))?.[0];
}

/** The preset that trains a backbone as published, the shortest one; `undefined` where there is none. */
export function presetOf(backbone: BackboneConfig): Preset | undefined {
  if (titleOf(backbone) === undefined) return undefined;
  return PRESETS.find(({ config }) => isSame(config.model.backbone, backbone));
}

/** α in the name of a file of VICRegL's, where the backbone is one that it has published. */
export function publishedAlpha(title: string | undefined, fileName: string): number | undefined {
  const [, whole, decimals] = ALPHA.exec(fileName) ?? [];
  if (title === undefined || !PUBLISHED.has(title) || whole === undefined) return undefined;
  return Number(`${whole}.${decimals}`);
}

/** Whether both compute the same function of the same weights' shapes; how they are drawn does not matter. */
function isSame(known: BackboneConfig, other: BackboneConfig): boolean {
  if (known.family === 'convnext') {
    const { patch, depths, widths } = known;
    return other.family === 'convnext' && other.patch === patch && isEqual(other, { depths, widths });
  }
  const { block, layers, base, stem } = known;
  return (
    other.family === 'resnet' &&
    other.block === block &&
    other.base === base &&
    other.stem === stem &&
    isEqual(other, { layers })
  );
}

function isEqual<T extends object>(whole: T, fields: Partial<T>): boolean {
  return Object.entries(fields).every(
    ([field, value]) => JSON.stringify(whole[field as keyof T]) === JSON.stringify(value),
  );
}
