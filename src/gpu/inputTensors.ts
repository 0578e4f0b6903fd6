import * as tf from '@tensorflow/tfjs-core';
import { viewBackend } from './backendView';
import { flush } from './flush';

export interface InputShape {
  readonly shape: readonly number[];
  readonly dtype: 'float32' | 'int32';
}

/**
 * The tensors through which a step gets what changes from step to step. On WebGPU each keeps one buffer for its whole
 * life and new values are written into it, so that a recorded step reads them when it is replayed; on other backends
 * new values make a new tensor.
 */
export class InputTensors<Name extends string> {
  private readonly tensors = new Map<Name, tf.Tensor>();
  private readonly shapes: Readonly<Record<Name, InputShape>>;

  constructor(shapes: Readonly<Record<Name, InputShape>>) {
    this.shapes = shapes;
    for (const name of Object.keys(shapes) as Name[]) {
      const { shape, dtype } = shapes[name];
      this.tensors.set(name, tf.keep(tf.zeros([...shape], dtype)));
    }
  }

  /** The tensor of an input; on backends other than WebGPU it is another one after each `write`. */
  get(name: Name): tf.Tensor {
    return this.tensors.get(name)!;
  }

  /**
   * Puts new values into some inputs. Commands that were issued before still see the old ones.
   * @throws RangeError when there are too many or too few values for the input's shape.
   */
  write(values: Partial<Readonly<Record<Name, Float32Array | Int32Array>>>): void {
    const entries = Object.entries(values) as [Name, Float32Array<ArrayBuffer> | Int32Array<ArrayBuffer>][];
    for (const [name, data] of entries) {
      const size = tf.util.sizeFromShape([...this.shapes[name].shape]);
      if (data.length !== size)
        throw new RangeError(`Input '${name}' has ${size} values, not ${data.length}.`);
    }
    if (tf.getBackend() === 'webgpu') this.writeBuffers(entries);
    else for (const [name, data] of entries) this.replace(name, data);
  }

  dispose(): void {
    for (const tensor of this.tensors.values()) tensor.dispose();
    this.tensors.clear();
  }

  private writeBuffers(
    entries: readonly (readonly [Name, Float32Array<ArrayBuffer> | Int32Array<ArrayBuffer>])[],
  ): void {
    const backend = viewBackend(tf.backend());
    // What is recorded and not yet submitted would otherwise read the new values.
    flush(backend);
    for (const [name, data] of entries) {
      const { dataId } = this.get(name);
      backend.uploadToGPU(dataId);
      backend.device.queue.writeBuffer(backend.tensorMap.get(dataId).resource as GPUBuffer, 0, data);
    }
  }

  private replace(name: Name, data: Float32Array | Int32Array): void {
    const { shape, dtype } = this.shapes[name];
    this.get(name).dispose();
    // The tensor may share memory with its values, and the caller may reuse these.
    this.tensors.set(name, tf.keep(tf.tensor(data.slice(), [...shape], dtype)));
  }
}
