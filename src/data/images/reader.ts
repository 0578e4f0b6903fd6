import { defineReader, isImage } from '../reader';
import { FORMAT_NAMES } from './imageFormats';
import { planImages, type ImagesPlan } from './planImages';

/** Image files, with the classes, masks and splits that their folders name. */
export const imagesReader = defineReader<'images', ImagesPlan>({
  source: 'images',
  words: 'image files',
  choices: [`${FORMAT_NAMES} images`, 'a folder of them'],
  claim(files, account) {
    const images = files.filter(isImage);
    if (images.length === 0) return undefined;
    const others = files.filter((found) => !isImage(found));
    return planImages(
      images.map(({ file }) => file),
      others.map(({ file }) => file),
      account,
    );
  },
  load: async (plan, { name, account }, options) =>
    (await import('./loadImages')).loadImages(plan, account, { name, ...options }),
  loadHeldOut: async (plan, training, options) =>
    (await import('./loadHeldOutImages')).loadHeldOutImages(plan, training, options),
});
