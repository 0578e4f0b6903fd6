import { expect, it } from 'vitest';
import { NO_ZOOM, zoomedBy } from './zoom';

const KEYS = ['loss linear', 'matching linear'];

it('keeps what was zoomed, each axis under its own name', () => {
  let zoom = zoomedBy(
    NO_ZOOM,
    { 'xaxis2.range[0]': 10, 'xaxis2.range[1]': 20, 'yaxis2.range[0]': 1, 'yaxis2.range[1]': 2 },
    'x step',
    KEYS,
  );
  zoom = zoomedBy(zoom, { 'yaxis.range': [5, 6] }, 'x step', KEYS);
  expect(zoom).toEqual({ 'x step': [10, 20], 'matching linear': [1, 2], 'loss linear': [5, 6] });
});

it('pays no heed to other changes', () => {
  const change = {
    width: 3,
    'xaxis.autorange': true,
    'yaxis3.range[0]': 1,
    'yaxis3.range[1]': 2,
    'yaxis.range[0]': 1,
  };
  expect(zoomedBy(NO_ZOOM, change, 'x step', KEYS)).toEqual({});
});
