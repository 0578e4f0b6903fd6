/** @file tfjs's WebGPU backend: the only folder that knows its private names. */

export { bufferManagerOf, freeIdleBuffers, giveBuffer, upload, withBuffersOf } from './buffers';
export { encodeDispatch, encodeOutsidePass, flush, withoutSubmits } from './commands';
export { isCompilingOnly, stockProgramsCompiled, whileCompilingOnly } from './compiling';
export { createBackend } from './create';
export { withShapeBackend } from './shapeBackend';
export { GRAPHICS_CARD_TRAITS, PLAIN_TRAITS, type DeviceTraits } from './shapeDevice';
export { aligned, bindingOf, copyOut, homeOf, isKept, isSlice, moveTogether, placeIn } from './slices';
export {
  allocate,
  currentBackend,
  release,
  share,
  tensorOf,
  viewBackend,
  type BackendView,
  type BufferManager,
} from './view';
