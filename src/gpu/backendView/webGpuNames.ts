/** @file What tfjs's WebGPU backend looks for in the global scope, where there is no WebGPU. */

const USAGES = {
  MAP_READ: 1,
  MAP_WRITE: 2,
  COPY_SRC: 4,
  COPY_DST: 8,
  INDEX: 16,
  VERTEX: 32,
  UNIFORM: 64,
  STORAGE: 128,
  INDIRECT: 256,
  QUERY_RESOLVE: 512,
};

const NAMES: Readonly<Record<string, unknown>> = {
  GPUBuffer: class {
    readonly kind = 'buffer';
  },
  GPUTexture: class {
    readonly kind = 'texture';
  },
  GPUBufferUsage: USAGES,
  GPUMapMode: { READ: 1, WRITE: 2 },
  GPUShaderStage: { VERTEX: 1, FRAGMENT: 2, COMPUTE: 4 },
};

/** Runs `work`, for which these names exist: those of WebGPU where it is there, stand-ins elsewhere. */
export function withWebGpuNames<T>(work: () => T): T {
  const missing = Object.keys(NAMES).filter((name) => !(name in globalThis));
  for (const name of missing)
    Object.defineProperty(globalThis, name, { value: NAMES[name], configurable: true });
  const removeNavigator = addNavigator();
  try {
    return work();
  } finally {
    for (const name of missing) Reflect.deleteProperty(globalThis, name);
    removeNavigator();
  }
}

/** `navigator.gpu`, which need be nothing but there. */
function addNavigator(): () => void {
  const { navigator } = globalThis as { navigator?: Navigator };
  if (navigator === undefined) {
    Object.defineProperty(globalThis, 'navigator', { value: { gpu: {} }, configurable: true });
    return () => void Reflect.deleteProperty(globalThis, 'navigator');
  }
  if (navigator.gpu as unknown) return () => undefined;
  Object.defineProperty(navigator, 'gpu', { value: {}, configurable: true });
  return () => void Reflect.deleteProperty(navigator, 'gpu');
}
