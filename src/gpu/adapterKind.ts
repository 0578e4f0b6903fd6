/** @file What kind of adapter kernels run on, as far as the way to tile them goes. */

const SOFTWARE = /swiftshader|llvmpipe|lavapipe|softpipe|basic render|\bwarp\b|\bcpu\b|\bsoftware\b/i;

/** Whether the adapter runs shaders on the CPU: lanes are SIMD registers there and workgroup memory is no faster. */
export function isSoftware(info: GPUAdapterInfo): boolean {
  const { vendor, architecture, device, description, isFallbackAdapter } = info;
  return (
    isFallbackAdapter || SOFTWARE.test([vendor, architecture, device, description, typeOf(info)].join(' '))
  );
}

/** "discrete GPU", "integrated GPU" or "CPU", where the browser says so (Chromium with developer features). */
function typeOf(info: GPUAdapterInfo): string {
  return 'type' in info && typeof info.type === 'string' ? info.type : '';
}

/** What people call the adapter. */
export function adapterName({ vendor, architecture, device, description }: GPUAdapterInfo): string {
  const plain = [vendor, architecture].filter((word) => word !== '').join(' ');
  return [description, device, plain].find((name) => name !== '') ?? 'unnamed adapter';
}

/** What tells the adapter from others, as far as the browser says; drivers say which they are in `description`. */
export function adapterIdentity({ vendor, architecture, device, description }: GPUAdapterInfo): string {
  return [vendor, architecture, device, description].join('|');
}

/** Whether every subgroup is one quad, so that a workgroup of four is a subgroup with all its lanes on. */
export function hasQuadSubgroups({
  features,
  adapterInfo,
}: Pick<GPUDevice, 'features' | 'adapterInfo'>): boolean {
  const { subgroupMinSize, subgroupMaxSize } = adapterInfo;
  return features.has('subgroups') && subgroupMinSize === 4 && subgroupMaxSize === 4;
}
