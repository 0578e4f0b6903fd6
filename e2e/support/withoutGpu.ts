import type { LaunchOptions } from '@playwright/test';
import { findChromium, HEADLESS_FLAGS } from '../../scripts/chromium.mjs';

const executablePath = findChromium();

/** A Chromium whose WebGPU finds no adapter, neither a graphics card nor software in its place: the processor trains. */
export const withoutGpu: { readonly launchOptions: LaunchOptions } = {
  launchOptions: {
    ...(executablePath === undefined ? {} : { executablePath }),
    args: [...HEADLESS_FLAGS, '--disable-gpu', '--disable-software-rasterizer'],
    ignoreDefaultArgs: ['--headless'],
  },
};
