/** A model that the authors of VICRegL have published. */
export interface PublishedModel {
  /** What its backbone is called. */
  readonly title: string;
  readonly alpha: number;
  /** Name of the file with its backbone. */
  readonly backbone: string;
  /** Name of the full checkpoint, which has expanders and the optimiser's state besides. */
  readonly full: string;
}

/** Where the files lie, and what is said of them (README.md of facebookresearch/VICRegL). */
export const PUBLISHED_AT = 'https://dl.fbaipublicfiles.com/vicregl/';
export const PUBLISHED_BY = 'https://github.com/facebookresearch/VICRegL';

const NAMES: readonly (readonly [title: string, alpha: number, name: string])[] = [
  ['ResNet-50', 0.9, 'resnet50_alpha0.9'],
  ['ResNet-50', 0.75, 'resnet50_alpha0.75'],
  ['ConvNeXt-S', 0.9, 'convnext_small_alpha0.9'],
  ['ConvNeXt-S', 0.75, 'convnext_small_alpha0.75'],
  ['ConvNeXt-B', 0.9, 'convnext_base_alpha0.9'],
  ['ConvNeXt-B', 0.75, 'convnext_base_alpha0.75'],
  ['ConvNeXt-XL', 0.75, 'convnext_xlarge_alpha0.75'],
];

/** In the order of the authors' table. */
export const PUBLISHED_MODELS: readonly PublishedModel[] = NAMES.map(([title, alpha, name]) => ({
  title,
  alpha,
  backbone: `${name}.pth`,
  full: `${name}_fullckpt.pth`,
}));
