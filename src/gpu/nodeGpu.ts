import { existsSync, realpathSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { Failure } from '../failure';
import { ensureVulkanLoader } from './vulkanLoader';

/** @file WebGPU in Node: Dawn from the npm package `webgpu`, on a real Vulkan driver or on Chromium's software one. */

export interface NodeGpuOptions {
  /** Path of a Chromium, whose software driver serves where the machine has no other. */
  readonly chromium?: string | undefined;
  /** Dawn's own switches, such as `disable-dawn-features=timestamp_quantization` for exact clocks. */
  readonly switches?: readonly string[];
}

const SOFTWARE_DRIVER = 'vk_swiftshader_icd.json';
const CHROMIUM_FOLDERS = [
  '/usr/lib/chromium',
  '/usr/lib/chromium-browser',
  '/usr/lib64/chromium',
  '/opt/google/chrome',
];

/** The Vulkan loader reads this variable whenever an instance is made, not only when the process starts. */
const DRIVER_VARIABLE = 'VK_DRIVER_FILES';

/**
 * Opens Dawn and installs the globals that tfjs's WebGPU backend expects of a browser (`navigator.gpu` and the
 * classes and constants of WebGPU). The user's own driver is taken where one answers.
 *
 * @throws Failure `no_webgpu` when the package is missing, `no_adapter` when no driver answers.
 */
export async function openNodeGpu(options: NodeGpuOptions = {}): Promise<GPU> {
  ensureVulkanLoader(chromiumFolders(options.chromium ?? process.env.CHROMIUM_PATH));
  const dawn = await loadDawn();
  Object.assign(globalThis, dawn.globals);

  const gpu = (await answering(dawn, options)) ?? (await withSoftwareDriver(dawn, options));
  if (gpu === undefined)
    throw new Failure({
      code: 'no_adapter',
      message: 'No Vulkan driver answers.',
      doing: 'opening Dawn in Node',
      remedy:
        "Install the graphics card's Vulkan driver and loader (libvulkan1), or a Chromium, whose software driver serves too (CHROMIUM_PATH says where).",
    });

  installNavigator(gpu);
  return gpu;
}

type Dawn = typeof import('webgpu');

async function loadDawn(): Promise<Dawn> {
  try {
    return await import('webgpu');
  } catch (error) {
    throw new Failure(
      {
        code: 'no_webgpu',
        message: `The npm package "webgpu" did not load: ${error instanceof Error ? error.message : String(error)}`,
        doing: 'opening Dawn in Node',
        remedy: 'Run "npm install webgpu"; it has builds for Linux, macOS and Windows.',
      },
      { cause: error },
    );
  }
}

/** Dawn, where it finds an adapter. */
async function answering(dawn: Dawn, { switches = [] }: NodeGpuOptions): Promise<GPU | undefined> {
  const gpu = dawn.create([...switches]);
  return (await gpu.requestAdapter()) === null ? undefined : gpu;
}

async function withSoftwareDriver(dawn: Dawn, options: NodeGpuOptions): Promise<GPU | undefined> {
  const driver = softwareDriver(options.chromium ?? process.env.CHROMIUM_PATH);
  if (driver === undefined || process.env[DRIVER_VARIABLE] !== undefined) return undefined;
  process.env[DRIVER_VARIABLE] = driver;
  return answering(dawn, options);
}

/** Path of the driver file of SwiftShader beside `chromium`, or in the folders where Chromium's packages put it. */
function softwareDriver(chromium: string | undefined): string | undefined {
  return chromiumFolders(chromium)
    .map((folder) => join(folder, SOFTWARE_DRIVER))
    .find(existsSync);
}

function chromiumFolders(chromium: string | undefined): string[] {
  const beside = chromium !== undefined && existsSync(chromium) ? [dirname(realpathSync(chromium))] : [];
  return [...beside, ...CHROMIUM_FOLDERS];
}

function installNavigator(gpu: GPU): void {
  const property = { value: gpu, configurable: true };
  // Node has a navigator from version 21 on.
  if (typeof navigator === 'undefined')
    Object.defineProperty(globalThis, 'navigator', {
      value: Object.defineProperty({ userAgent: `Node.js/${process.versions.node}` }, 'gpu', property),
      configurable: true,
    });
  else Object.defineProperty(navigator, 'gpu', property);
}
