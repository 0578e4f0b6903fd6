import { failureInfo, type FailureInfo } from '../../../failure';
import { umapLayout, type UmapRequest } from './umapLayout';

/** @file Lays out one set of vectors, and is ended by whoever started it, also before it is done. */

export type UmapNews =
  { readonly share: number } | { readonly places: Float32Array } | { readonly failure: FailureInfo };

const tell = (news: UmapNews) => postMessage(news);

addEventListener('message', ({ data }: MessageEvent<UmapRequest>) => {
  try {
    tell({ places: umapLayout(data, (share) => tell({ share })) });
  } catch (error) {
    tell({ failure: failureInfo(error, 'computing UMAP') });
  }
});
