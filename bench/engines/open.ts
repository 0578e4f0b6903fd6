import type { EngineName, OpenEngine } from './engine';

/** What opens each engine; an engine's libraries are loaded when it is opened, so that none disturbs another. */
const OPENERS: Readonly<Record<EngineName, () => Promise<OpenEngine>>> = {
  ours: async () => (await import('./ours')).openOurs,
  'ours-mixed': async () => (await import('./ours')).openOursMixed,
  playground: async () => (await import('./playground')).openPlayground,
  'playground-sent': async () => (await import('./playground')).openPlaygroundSent,
  'tfjs-webgpu': async () => (await import('./tfjs')).openTfjsWebgpu,
  'tfjs-webgl': async () => (await import('./tfjs')).openTfjsWebgl,
  'jax-webgpu': async () => (await import('./jax/engine')).openJaxWebgpu,
  'ours-wasm': async () => (await import('./oursWasm')).openOursWasm,
  'ours-wasm-plain': async () => (await import('./oursWasm')).openOursWasmPlain,
  wasm: async () => (await import('./tfjs')).openWasm,
  'jax-wasm': async () => (await import('./jax/engine')).openJaxWasm,
  'ours-wasm-threads': async () => (await import('./oursWasm')).openOursWasm,
  'jax-wasm-threads': async () => (await import('./jax/engine')).openJaxWasm,
};

export async function openerOf(name: EngineName): Promise<OpenEngine> {
  return OPENERS[name]();
}
