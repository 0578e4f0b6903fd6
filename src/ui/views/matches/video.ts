import type { VideoCodec } from 'mediabunny';
import { Failure } from '../../../failure';
import { secondsOf, type Frames } from './animation';

interface VideoFile {
  readonly title: string;
  readonly type: string;
  /** What its pictures may be coded with, the one that most players know first. */
  readonly codecs: readonly VideoCodec[];
}

/** The kinds of video files that an animation can be saved as. */
export const VIDEOS = {
  mp4: { title: 'MP4', type: 'video/mp4', codecs: ['avc', 'vp9', 'av1'] },
  webm: { title: 'WebM', type: 'video/webm', codecs: ['vp9', 'vp8', 'av1'] },
} as const satisfies Record<string, VideoFile>;

export type VideoKind = keyof typeof VIDEOS;

/** Length of the frame that ends a file, in seconds. */
const LAST_FRAME = 0.1;

type Size = Pick<Frames, 'width' | 'height'>;

/** Those of which this browser can encode a codec at this size. */
export async function encodableVideos({ width, height }: Size): Promise<readonly VideoKind[]> {
  const kinds = Object.keys(VIDEOS) as VideoKind[];
  const codecs = await Promise.all(kinds.map((kind) => codecFor(kind, { width, height })));
  return kinds.filter((_, place) => codecs[place] !== null);
}

async function codecFor(kind: VideoKind, size: Size): Promise<VideoCodec | null> {
  const { getFirstEncodableVideoCodec, QUALITY_HIGH } = await import('mediabunny');
  return getFirstEncodableVideoCodec([...VIDEOS[kind].codecs], { ...size, quality: QUALITY_HIGH });
}

/** An animation as a video file. @throws Failure `output_unusable` where the browser encodes none of its codecs */
export async function animatedVideo(frames: Frames, kind: VideoKind): Promise<Blob> {
  const { width, height } = frames;
  const codec = await codecFor(kind, { width, height });
  const { title, type } = VIDEOS[kind];
  if (codec === null)
    throw new Failure({
      code: 'output_unusable',
      message: `This browser encodes no ${title} video of ${width} × ${height} pixels.`,
      doing: 'making an animation',
      remedy: 'Save the animation as a GIF.',
    });
  const { BufferTarget, CanvasSource, Mp4OutputFormat, Output, QUALITY_HIGH, WebMOutputFormat } =
    await import('mediabunny');
  const canvas = new OffscreenCanvas(width, height);
  const target = new BufferTarget();
  const output = new Output({
    format: kind === 'mp4' ? new Mp4OutputFormat() : new WebMOutputFormat(),
    target,
  });
  const source = new CanvasSource(canvas, { codec, quality: QUALITY_HIGH });
  output.addVideoTrack(source);
  await output.start();
  let at = 0;
  for (let place = 0; place < frames.count; place++) {
    await frames.draw(canvas, place);
    const seconds = secondsOf(place, frames);
    await source.add(at, seconds);
    at += seconds;
  }
  // WebM keeps no length of a frame: such a file ends where its last frame begins.
  if (kind === 'webm') await source.add(at, LAST_FRAME);
  await output.finalize();
  return new Blob([target.buffer!], { type });
}
