import type { Computer } from '../compute/computer';
import type { ImageSet } from '../data/imageSet';
import { FeatureExtractor } from '../exporting/featureBatches';
import { trainedModel } from '../exporting/trainedModel';
import { Failure } from '../failure';
import { readBundle } from '../formats/bundle/readBundle';
import { isZip } from '../formats/pytorch/zipFormat';
import type { Embedding, LoadedModel, LoadOptions, Pixels } from './types';

/** Opens what computes; a page and Node do it in their own ways. */
export type OpenDevice = (choice: NonNullable<LoadOptions['device']>) => Promise<Computer>;

/** The device is one for all models, by the choice that it was first opened with. */
let opened: Promise<Computer> | undefined;

/**
 * A trained model of weights.safetensors, or of the file of a whole run.
 * @throws {Failure} where the file is none of these, or the device cannot be had
 */
export async function modelOf(
  file: Uint8Array,
  { device = 'auto' }: LoadOptions,
  open: OpenDevice,
): Promise<LoadedModel> {
  const { config, weights } = trainedModel(isZip(file) ? readBundle(file).weights : file);
  opened ??= open(device);
  const computer = await opened.catch((error: unknown) => {
    opened = undefined;
    throw error;
  });
  const extractor = new FeatureExtractor(config, weights);
  const [cells, channels] = extractor.shapes.map as [number, number];
  const side = Math.sqrt(cells);
  const features = async (images: readonly Pixels[]): Promise<readonly Embedding[]> => {
    const found: Embedding[] = [];
    for await (const { count, values } of extractor.batches(imageSet(images), ['representation', 'map'])) {
      for (let image = 0; image < count; image++)
        found.push({
          representation: values.representation!.slice(image * channels, (image + 1) * channels),
          map: values.map!.slice(image * cells * channels, (image + 1) * cells * channels),
          rows: side,
          columns: side,
          channels,
        });
    }
    return found;
  };
  return {
    size: config.views.crops[0]!.size,
    channels,
    device: computer.summary.name,
    features,
    dispose: () => extractor.dispose(),
  };
}

const [RGB, RGBA] = [3, 4] as const;

/** Images of one size as the engine has them, without transparency. */
function imageSet(images: readonly Pixels[]): ImageSet {
  const { width, height } = images[0]!;
  const each = width * height;
  const bytes = new Uint8Array(images.length * each * RGB);
  images.forEach(({ data }, image) => {
    const channels = data.length / each;
    if (channels !== RGB && channels !== RGBA)
      throw new Failure({
        code: 'data_unreadable',
        message: `An image of ${width} × ${height} pixels has ${data.length} bytes.`,
        doing: 'embedding images',
        remedy: 'Give RGB or RGBA bytes, row by row.',
      });
    for (let pixel = 0; pixel < each; pixel++)
      for (let channel = 0; channel < RGB; channel++)
        bytes[(image * each + pixel) * RGB + channel] = data[pixel * channels + channel]!;
  });
  return { name: 'images', count: images.length, width, height, images: bytes };
}
