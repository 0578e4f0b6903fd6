import { describe, expect, it } from 'vitest';
import { deviceLost, noAdapter, noWebgpu, uncapturedFailure, webgpuRemedy } from './deviceFailures';

const CHROME_LINUX =
  'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36';
const CHROME_OLD = CHROME_LINUX.replace('140', '99');
const CHROME_WINDOWS = CHROME_LINUX.replace('X11; Linux x86_64', 'Windows NT 10.0; Win64; x64');
const FIREFOX_LINUX = 'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0';
const SAFARI =
  'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.0 Safari/605.1.15';
const CHROME_IPHONE =
  'Mozilla/5.0 (iPhone; CPU iPhone OS 17_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) CriOS/140.0 Mobile Safari/604.1';

describe('the remedy for a missing GPU', () => {
  it.each([
    [CHROME_LINUX, /--enable-unsafe-webgpu/],
    [CHROME_OLD, /113/],
    [CHROME_WINDOWS, /graphics acceleration/],
    [FIREFOX_LINUX, /about:config.*Nightly/],
    [SAFARI, /Safari 26/],
    [CHROME_IPHONE, /iOS/],
    ['', /libvulkan1/],
    ['SomethingElse/1.0', /recent Chrome/],
  ])('fits %s', (userAgent, expected) => {
    expect(webgpuRemedy(userAgent)).toMatch(expected);
  });

  it('is https on an insecure page, whatever the browser', () => {
    expect(noWebgpu(CHROME_LINUX, false).info).toMatchObject({
      code: 'no_webgpu',
      remedy: expect.stringMatching(/https/) as string,
    });
    expect(noWebgpu(CHROME_LINUX, true).info.remedy).toMatch(/chrome:\/\/flags/);
  });
});

describe('failures of the device', () => {
  it('carry the code that the trainer acts on', () => {
    expect(noAdapter('').info.code).toBe('no_adapter');
    expect(deviceLost({ message: 'reset' }).info).toMatchObject({
      code: 'device_lost',
      message: 'The GPU was lost: reset',
    });
    expect(uncapturedFailure({ message: 'x' }, true).info.code).toBe('out_of_memory');
    expect(uncapturedFailure({ message: 'x' }, false).info.code).toBe('internal');
  });
});
