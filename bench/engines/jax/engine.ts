import { defaultDevice, init, jit, numpy as np, valueAndGrad, type Device } from '@jax-js/jax';
import { fixedInputs, type PlainTensor } from '../../../src/device/measure/fixedInputs';
import { workloadConfig } from '../../../src/device/measure/workloads';
import type { Engine, OpenEngine } from '../engine';
import { adamw, type Tree } from './adamw';
import { criterion } from './criterion';
import type { Arr } from './layers';
import { forward, type ViewOutputs } from './network';

export const openJaxWebgpu: OpenEngine = openJax('webgpu');
export const openJaxWasm: OpenEngine = openJax('wasm');

/** jax-js with the whole step, gradients and optimiser included, in one `jit`. */
function openJax(device: Device): OpenEngine {
  return async (workload): Promise<Engine> => {
    const devices = await init(device);
    if (!devices.includes(device)) throw new Error(`jax-js has no device '${device}' here.`);
    defaultDevice(device);
    const config = workloadConfig(workload);
    const { beta1, beta2 } = config.optim;
    const inputs = await fixedInputs(config);

    const lossOf = (params: Tree, views: Arr[], locations: Arr[]): Arr => {
      const outputs = forward(config.model, (name) => params[name]!.ref, views);
      const loss = criterion(outputs as [ViewOutputs, ViewOutputs], locations as [Arr, Arr], config.loss);
      for (const param of Object.values(params)) param.dispose();
      return loss;
    };
    const train = jit((params: Tree, m: Tree, v: Tree, views: Arr[], locations: Arr[], corrections: Arr) => {
      const [loss, grads] = valueAndGrad(lossOf)(refAll(params), views, locations);
      return [loss, ...adamw(params, grads, m, v, corrections, { beta1, beta2 })] as [Arr, Tree, Tree, Tree];
    });

    const views = inputs.views.map(toArray);
    const locations = inputs.locations.map(toArray);
    let params = mapTree(inputs.weights, toArray);
    let m = mapTree(inputs.weights, ({ shape }) => np.zeros([...shape]));
    let v = mapTree(inputs.weights, ({ shape }) => np.zeros([...shape]));
    let steps = 0;
    return {
      async step() {
        steps += 1;
        const corrections = np.array(Float32Array.of(1 - beta1 ** steps, 1 - beta2 ** steps));
        const [loss, ...updated] = train(
          params,
          m,
          v,
          views.map((view) => view.ref),
          locations.map((grid) => grid.ref),
          corrections,
        );
        [params, m, v] = updated;
        const [value] = (await loss.data()) as Float32Array;
        return value!;
      },
    };
  };
}

function toArray({ shape, values }: PlainTensor): Arr {
  return np.array(values, { shape: [...shape] });
}

function mapTree<T>(tree: Readonly<Record<string, T>>, map: (value: T) => Arr): Tree {
  return Object.fromEntries(Object.entries(tree).map(([name, value]) => [name, map(value)]));
}

function refAll(tree: Tree): Tree {
  return mapTree(tree, (array) => array.ref);
}
