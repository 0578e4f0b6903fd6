import { BlobSource, Input, MP4, WEBM } from 'mediabunny';
import { expect, it, vi } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { fakeSnapshot } from '../../testing/fakeSnapshot';
import { renderPage } from '../../testing/renderPage';
import { animatedGif, type Frames } from './animation';
import { animatedVideo, encodableVideos, VIDEOS } from './video';

/** Three plain pictures. */
const FRAMES: Frames = {
  count: 3,
  width: 64,
  height: 32,
  draw: (canvas, place) => {
    const context = canvas.getContext('2d')!;
    context.fillStyle = ['red', 'lime', 'blue'][place]!;
    context.fillRect(0, 0, canvas.width, canvas.height);
    return Promise.resolve();
  },
};

it('shows what is matched, with its accuracy at four radii, and takes other weights beside', async () => {
  const session = await renderPage();
  await page.getByRole('tab', { name: 'Matches' }).click();
  const weights = page.getByRole('region', { name: 'Weights', exact: true });
  await expect
    .element(weights.getByRole('table', { name: /^Matching accuracy of this image, \d+ cells counted/ }))
    .toBeVisible();
  await expect.element(page.getByRole('table', { name: /over the panel of \d+ images/ })).toBeVisible();
  await page.getByText('Two of a class').click();
  const byClass = weights.getByRole('table', { name: 'Matches on the same class, 64 cells counted' });
  await expect.element(byClass.getByText('80 %')).toBeVisible();
  await weights.getByText('Matches as a table').click();
  await expect.element(weights.getByRole('columnheader', { name: 'Class 2' })).toBeVisible();
  await expect.element(weights.getByRole('cell', { name: 'shape', exact: true }).first()).toBeVisible();
  await page.getByRole('switch', { name: 'Another beside' }).click();
  await expect.element(page.getByRole('region', { name: 'Weights beside' })).toBeVisible();
  await page.getByText('My photo').click();
  await expect.element(page.getByText(/^Choose a photo of your own/).first()).toBeVisible();

  // As after a reload: pictures of two steps are there, and weights of the last one alone.
  session.run.dispatch(
    { type: 'matches', snapshot: fakeSnapshot(4, 0) },
    { type: 'matches', snapshot: fakeSnapshot(4, 20) },
    { type: 'moments', steps: [20] },
  );
  await weights.getByLabelText('Weights', { exact: true }).selectOptions('This run, kept pictures');
  await expect.element(weights.getByText(/^Step 0\. A picture of image 5 in two views, kept/)).toBeVisible();
  const slider = weights.getByRole('slider', { name: 'Step of the pictures' });
  (slider.element() as HTMLElement).focus();
  await userEvent.keyboard('{ArrowRight}');
  await expect.element(weights.getByText(/^Step 20\. A picture of image 5/)).toBeVisible();
  await expect.element(weights.getByRole('columnheader', { name: '1.5' })).toBeVisible();
});

it('animates pictures as a GIF that a decoder reads', async () => {
  const gif = await animatedGif(FRAMES);
  const decoder = new ImageDecoder({ data: await gif.arrayBuffer(), type: 'image/gif' });
  await Promise.all([decoder.tracks.ready, decoder.completed]);
  expect(decoder.tracks.selectedTrack?.frameCount).toBe(3);
  const { image } = await decoder.decode({ frameIndex: 1 });
  expect([image.displayWidth, image.displayHeight, image.duration]).toEqual([64, 32, 400_000]);
  image.close();
});

it('animates pictures as videos of each kind, which a reader reads', async () => {
  for (const [kind, format] of [
    ['mp4', MP4],
    ['webm', WEBM],
  ] as const) {
    const video = await animatedVideo(FRAMES, kind);
    expect(video.type).toBe(VIDEOS[kind].type);
    const input = new Input({ source: new BlobSource(video), formats: [format] });
    const track = (await input.getPrimaryVideoTrack())!;
    expect([await track.getDisplayWidth(), await track.getDisplayHeight()]).toEqual([64, 32]);
    expect(VIDEOS[kind].codecs).toContain(await track.getCodec());
    expect(await input.computeDuration(), kind).toBeCloseTo(2.4, 1);
  }
});

it('offers the videos alone that the browser can encode, and says so where it cannot', async () => {
  expect(await encodableVideos(FRAMES)).toEqual(['mp4', 'webm']);
  const canEncode = vi.spyOn(VideoEncoder, 'isConfigSupported');
  canEncode.mockImplementation(async (config) => ({ supported: config.codec.startsWith('vp8'), config }));
  const size = { width: 66, height: 34 };
  try {
    expect(await encodableVideos(size)).toEqual(['webm']);
    await expect(animatedVideo({ ...FRAMES, ...size }, 'mp4')).rejects.toMatchObject({
      info: { code: 'output_unusable' },
    });
  } finally {
    canEncode.mockRestore();
  }
});
