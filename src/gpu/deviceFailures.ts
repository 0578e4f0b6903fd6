import { Failure } from '../failure';

/** @file What is said when there is no GPU, or when it goes away: one place for the words. */

const MINIMUM_CHROMIUM = 113;
const MINIMUM_FIREFOX = 141;
const MINIMUM_SAFARI = 26;

function majorVersion(userAgent: string, pattern: RegExp): number | undefined {
  const version = pattern.exec(userAgent)?.[1];
  return version === undefined ? undefined : Number.parseInt(version, 10);
}

/**
 * What would bring WebGPU to the browser that sent this user-agent string: a version, a flag or a driver.
 * `userAgent` is empty where there is none (Node).
 */
export function webgpuRemedy(userAgent: string): string {
  const linux = userAgent.includes('Linux') && !userAgent.includes('Android');
  if (userAgent === '' || userAgent.startsWith('Node'))
    return 'Install the npm package "webgpu" and a Vulkan driver with its loader (libvulkan1).';

  // Chrome and Edge on iOS are Safari inside, and carry Safari's limits.
  if (/iPhone|iPad/.test(userAgent))
    return `Use iOS or iPadOS ${MINIMUM_SAFARI} or later, where Safari has WebGPU on.`;

  const firefox = majorVersion(userAgent, /Firefox\/(\d+)/);
  if (firefox !== undefined) {
    const nightly =
      linux || userAgent.includes('Android') ? ' On Linux and Android use Firefox Nightly.' : '';
    return `Use Firefox ${MINIMUM_FIREFOX} or later, or set dom.webgpu.enabled to true in about:config.${nightly}`;
  }

  const chromium = majorVersion(userAgent, /Chrom(?:e|ium)\/(\d+)/);
  if (chromium !== undefined) {
    if (chromium < MINIMUM_CHROMIUM) return `Update the browser to version ${MINIMUM_CHROMIUM} or later.`;
    if (linux)
      return 'Start the browser with --enable-unsafe-webgpu --enable-features=Vulkan, or turn on "Unsafe WebGPU" in chrome://flags; a Vulkan driver must be installed.';
    return 'Turn on "Use graphics acceleration when available" in the browser\'s settings, update the graphics driver, and look at chrome://gpu for what is blocked.';
  }

  if (userAgent.includes('Safari/'))
    return `Use Safari ${MINIMUM_SAFARI} or later, or turn on WebGPU under Develop, Feature Flags.`;

  return 'Use a recent Chrome, Edge, Firefox or Safari.';
}

/** The browser offers no `navigator.gpu`. Pages that are not secure contexts never get one. */
export function noWebgpu(userAgent: string, secureContext: boolean): Failure {
  return new Failure({
    code: 'no_webgpu',
    message: secureContext
      ? 'This browser offers no WebGPU.'
      : 'WebGPU is only offered to pages from https or localhost.',
    doing: 'looking for a GPU',
    remedy: secureContext ? webgpuRemedy(userAgent) : 'Open the page by https, or from localhost.',
  });
}

/** WebGPU is there, but no adapter answers. */
export function noAdapter(userAgent: string, cause?: unknown): Failure {
  return new Failure(
    {
      code: 'no_adapter',
      message: 'WebGPU found no graphics adapter that it may use.',
      doing: 'asking for a GPU adapter',
      remedy: webgpuRemedy(userAgent),
    },
    cause === undefined ? undefined : { cause },
  );
}

/** WebGPU is there, but only with an adapter that computes on the processor. */
export function softwareAdapter(userAgent: string, name: string): Failure {
  const node = userAgent === '' || userAgent.startsWith('Node');
  return new Failure({
    code: 'software_adapter',
    message: `The only graphics adapter here is a software one (${name}).`,
    doing: 'asking for a GPU adapter',
    remedy: node
      ? "Install the graphics card's Vulkan driver."
      : "Turn on hardware acceleration in the browser's settings, and update the graphics driver.",
  });
}

/** The adapter answers, but opening a device on it failed. */
export function noDevice(cause: unknown): Failure {
  const reason = cause instanceof Error ? cause.message : String(cause);
  return new Failure(
    {
      code: 'no_device',
      message: `The graphics adapter refused to open: ${reason}`,
      doing: 'opening the GPU',
      remedy: 'Close other programs and tabs that use the GPU and reload; then update the graphics driver.',
    },
    { cause },
  );
}

/** The device went away while in use: driver reset, suspended laptop, graphics process killed. */
export function deviceLost(info: Pick<GPUDeviceLostInfo, 'message'>): Failure {
  return new Failure({
    code: 'device_lost',
    message: `The GPU was lost${info.message === '' ? '.' : `: ${info.message}`}`,
    doing: 'using the GPU',
    remedy:
      'Start again from the last good weights; if the GPU is lost again, use a smaller batch or smaller views.',
  });
}

/** An error that no call of ours was there to catch. */
export function uncapturedFailure(error: { readonly message: string }, outOfMemory: boolean): Failure {
  if (!outOfMemory)
    return new Failure({
      code: 'internal',
      message: `WebGPU reports: ${error.message}`,
      doing: 'using the GPU',
    });
  return new Failure({
    code: 'out_of_memory',
    message: 'The GPU has no memory left for this run.',
    doing: 'allocating GPU memory',
    remedy: 'Use a smaller batch, smaller views, a narrower expander or fewer cells.',
  });
}
