import { existsSync } from 'node:fs';
import { constants } from 'node:os';
import { join } from 'node:path';

const LOADER = 'libvulkan.so.1';
/** Of dlfcn.h: the library stays when Node gives it up. */
const RTLD_NODELETE = 0x1000;

/**
 * Sees to it that Dawn finds a Vulkan loader on Linux: the system's, else the one that Chromium brings along. A library
 * that is loaded already is found by its name.
 *
 * @param folders where a Chromium may lie.
 */
export function ensureVulkanLoader(folders: readonly string[]): void {
  if (process.platform !== 'linux' || canLoad(LOADER)) return;
  const own = folders.map((folder) => join(folder, LOADER)).find(existsSync);
  if (own !== undefined) canLoad(own);
}

/** Node looks for an add-on in the library and finds none, but by then it is loaded. */
function canLoad(path: string): boolean {
  try {
    process.dlopen({ exports: {} }, path, constants.dlopen.RTLD_NOW | RTLD_NODELETE);
    return true;
  } catch (error) {
    return error instanceof Error && !error.message.includes('cannot open shared object file');
  }
}
