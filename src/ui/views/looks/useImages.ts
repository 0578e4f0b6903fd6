import { useEffect, useState, useSyncExternalStore } from 'react';
import { useSession } from '../../store/context';
import { ImageCache } from '../data/imageCache';

/**
 * Images of the data set by their numbers; drawn anew when more have come. Another data set takes another `key` of the
 * component.
 * @param wanted the same array as long as nothing of it has changed
 * @param imageBytes of one image
 */
export function useImages(wanted: readonly number[], imageBytes: number): ImageCache {
  const { images } = useSession();
  const [cache] = useState(() => new ImageCache(images.readImages, { imageBytes }));
  useSyncExternalStore(cache.subscribe, cache.getVersion);
  useEffect(() => cache.want('view', wanted), [cache, wanted]);
  return cache;
}
