import { locationGrid } from '../../augment/locationGrid';
import { cellSize } from '../../augment/viewGeometry';
import { PLAIN_VIEW, type ViewParameters } from '../../augment/viewParameters';
import type { RankedMatches, MatchSnapshot, PreviewView, SnapshotView } from '../../worker/protocol';

/** @file A picture of matching that gets better with the steps, without a network: for tests and for work on the page. */

const SOURCE = 64;
const VIEW = 64;
const CELLS = 8;
const CHANNELS = 8;

/** Repeatable noise in −1 to 1. */
function noise(seed: number): number {
  const value = Math.sin(seed * 12.9898) * 43758.5453;
  return 2 * (value - Math.floor(value)) - 1;
}

/** A scene of three discs on a gradient, `[side, side, 3]` bytes. */
export function fakeImage(index: number, side = SOURCE): Uint8Array {
  const pixels = new Uint8Array(side * side * 3);
  for (let y = 0; y < side; y++) {
    for (let x = 0; x < side; x++) {
      const colour = [90 + y, 110 + 0.6 * x, 130 + 30 * noise(index)];
      for (let disc = 0; disc < 3; disc++) {
        const centreY = side * (0.5 + 0.32 * noise(index * 7 + disc));
        const centreX = side * (0.5 + 0.32 * noise(index * 7 + disc + 50));
        const distance = Math.hypot(y - centreY, x - centreX);
        if (distance > side * (0.14 + 0.03 * disc)) continue;
        const stripe = Math.sin((x + disc * y) * 0.8) > 0 ? 40 : 0;
        for (let channel = 0; channel < 3; channel++) {
          colour[channel] = 128 + 90 * noise(index + disc * 3 + channel) + stripe;
        }
      }
      colour.forEach((value, channel) => (pixels[(y * side + x) * 3 + channel] = value));
    }
  }
  return pixels;
}

function fakeParameters(index: number, view: number): ViewParameters {
  const height = Math.round(SOURCE * (0.7 + 0.15 * noise(index + view)));
  const room = SOURCE - height;
  return {
    ...PLAIN_VIEW,
    crop: {
      top: Math.round((room * (noise(index * 3 + view) + 1)) / 2),
      left: Math.round((room * (noise(index * 5 + view) + 1)) / 2),
      height,
      width: height,
    },
    flip: noise(index + 9 * view) > 0.3,
    jitter: view === 0 ? [{ operation: 'brightness', amount: 1.2 }] : [],
    blurSigma: view === 0 ? 0.8 : 0,
  };
}

export function fakeSource(index: number): MatchSnapshot['source'] {
  return { height: SOURCE, width: SOURCE, pixels: fakeImage(index) };
}

/** A crop of the fake image, scaled up and flipped as its parameters say. */
function renderView(index: number, parameters: ViewParameters): PreviewView {
  const source = fakeImage(index);
  const { crop, flip } = parameters;
  const pixels = new Uint8Array(VIEW * VIEW * 3);
  for (let y = 0; y < VIEW; y++) {
    for (let x = 0; x < VIEW; x++) {
      const across = flip ? VIEW - 1 - x : x;
      const fromY = crop.top + Math.floor((y * crop.height) / VIEW);
      const fromX = crop.left + Math.floor((across * crop.width) / VIEW);
      const from = (fromY * SOURCE + fromX) * 3;
      pixels.set(source.subarray(from, from + 3), (y * VIEW + x) * 3);
    }
  }
  return { size: VIEW, pixels, parameters };
}

function snapshotView(index: number, view: number, step: number): SnapshotView {
  const { size, pixels, parameters } = renderView(index, fakeParameters(index, view));
  const placed = { parameters, rows: CELLS, columns: CELLS };
  const locations = locationGrid(parameters.crop, CELLS, CELLS, parameters.flip);
  const features = new Float32Array(CELLS * CELLS * CHANNELS);
  const spread = 14 * Math.exp(-step / 120) + 2;
  for (let cell = 0; cell < CELLS * CELLS; cell++) {
    for (let channel = 0; channel < CHANNELS; channel++) {
      const place = locations[2 * cell + (channel % 2)]!;
      const jitter = spread * noise(cell * 17 + view * 1000 + channel + step);
      features[cell * CHANNELS + channel] = Math.cos(
        ((place + jitter) / SOURCE) * Math.PI * (1 + channel / 4),
      );
    }
  }
  return {
    ...placed,
    size,
    pixels,
    locations,
    cell: cellSize(placed),
    features,
    embeddings: features,
  };
}

/** Nearest row of `b` for every row of `a`, best first. */
function nearest(a: Float32Array, b: Float32Array, width: number): RankedMatches {
  const count = a.length / width;
  const found = Array.from({ length: count }, (_, input) => {
    let best = { input, candidate: 0, distance: Number.POSITIVE_INFINITY };
    for (let candidate = 0; candidate < count; candidate++) {
      let squared = 0;
      for (let k = 0; k < width; k++) squared += (a[input * width + k]! - b[candidate * width + k]!) ** 2;
      if (Math.sqrt(squared) < best.distance) best = { input, candidate, distance: Math.sqrt(squared) };
    }
    return best;
  }).toSorted((first, second) => first.distance - second.distance);
  return {
    input: Int32Array.from(found, ({ input }) => input),
    candidate: Int32Array.from(found, ({ candidate }) => candidate),
    distance: Float32Array.from(found, ({ distance }) => distance),
  };
}

/** The fake image `index` as a snapshot at `step`. */
export function fakeSnapshot(index: number, step: number): MatchSnapshot {
  const views = [snapshotView(index, 0, step), snapshotView(index, 1, step)] as const;
  const features = 0.85 - 0.6 * Math.exp(-step / 150);
  return {
    step,
    imageIndex: index,
    label: ['disc', 'cube', 'star'][index % 3] ?? 'disc',
    source: fakeSource(index),
    views,
    byEmbedding: nearest(views[0].features, views[1].features, CHANNELS),
    byLocation: nearest(views[0].locations, views[1].locations, 2),
    keptByEmbedding: CELLS * CELLS,
    keptByLocation: 20,
    accuracy: { features, embeddings: features - 0.08, chance: 0.11, count: 52 },
  };
}
