import { describe, expect, it } from 'vitest';
import type { DeviceSummary } from '../../worker/protocol';
import { statusText } from './phaseText';

const device = (backend: string): DeviceSummary => ({
  backend,
  name: backend,
  software: false,
  features: [],
  maxBufferSize: 1,
  maxStorageBufferBindingSize: 1,
});

describe('what a run that is being set up is called', () => {
  it.each([
    ['webgpu', 'Compiling shaders'],
    ['wasm', 'Setting up the network'],
    ['cpu', 'Setting up the network'],
  ])('on %s: %s', (backend, text) => {
    expect(statusText('compiling', device(backend))).toBe(text);
  });

  it('names no device before one is open', () => {
    expect(statusText('opening', null)).toBe('Opening the device');
  });
});
