import { Failure } from '../../failure';

/** Longest side of a picture, in pixels: more than any training reads. */
const MOST_SIDE = 640;
/** Artefacts of JPEG are finer than what training sees of them. */
const QUALITY = 0.95;

/** The picture that a video shows now, as JPEG. @throws Failure where it shows none yet */
export async function captureFrame(video: HTMLVideoElement): Promise<Blob> {
  const { videoWidth, videoHeight } = video;
  const scale = Math.min(1, MOST_SIDE / Math.max(videoWidth, videoHeight, 1));
  const canvas = document.createElement('canvas');
  canvas.width = Math.round(scale * videoWidth);
  canvas.height = Math.round(scale * videoHeight);
  canvas.getContext('2d')?.drawImage(video, 0, 0, canvas.width, canvas.height);
  const blob = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, 'image/jpeg', QUALITY));
  if (blob === null || canvas.width === 0)
    throw new Failure({ code: 'data_unreadable', message: 'The camera shows no picture yet.' });
  return blob;
}
