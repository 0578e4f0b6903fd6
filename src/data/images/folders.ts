import type { ImageFile } from './imageFile';

/** An image with what its place among the folders says about it. */
export interface PlacedImage {
  readonly file: ImageFile;
  /** Name of the folder that it lies in; empty at the top. */
  readonly folder: string;
  readonly mask?: ImageFile;
}

const IMAGE_NAME = /\.(jpe?g|png|webp|gif|bmp|avif)$/i;

function split(path: string): { folders: string[]; stem: string } {
  const parts = path.split('/');
  const name = parts.pop()!;
  return { folders: parts, stem: name.replace(/\.[^.]*$/, '') };
}

/**
 * The images among files, sorted by path: hidden files and other kinds are left out, and a PNG under `masks/` is taken
 * as the mask of the image of the same name under the `images/` beside it.
 */
export function placeImages(files: readonly ImageFile[]): PlacedImage[] {
  const visible = files.filter(({ path }) => IMAGE_NAME.test(path) && !/(^|\/)\./.test(path));
  const hasImages = visible.some(({ path }) => split(path).folders.includes('images'));
  const isMask = ({ path }: ImageFile): boolean => hasImages && split(path).folders.includes('masks');
  const masks = new Map(
    visible.filter(isMask).map((file) => {
      const { folders, stem } = split(file.path);
      const at = folders.lastIndexOf('masks');
      return [[...folders.slice(0, at), 'images', ...folders.slice(at + 1), stem].join('/'), file];
    }),
  );
  return visible
    .filter((file) => !isMask(file))
    .sort((a, b) => (a.path < b.path ? -1 : 1))
    .map((file) => {
      const { folders, stem } = split(file.path);
      const mask = masks.get([...folders, stem].join('/'));
      return { file, folder: folders.at(-1) ?? '', ...(mask === undefined ? {} : { mask }) };
    });
}

/** Class names from the folders that hold the images: there must be two or more, and no image outside of them. */
export function folderClasses(images: readonly PlacedImage[]): readonly string[] | undefined {
  const depths = new Set(images.map(({ file }) => file.path.split('/').length));
  const names = [...new Set(images.map(({ folder }) => folder))].sort();
  return names.length >= 2 && depths.size === 1 && !names.includes('') ? names : undefined;
}
