import type { Weight } from './graphWriter';

/** `[O, I]` → `[I, O]`. */
export function transposed({ shape, data }: Weight): Weight {
  const [outputs, inputs] = shape as [number, number];
  const turned = new Float32Array(data.length);
  for (let o = 0; o < outputs; o++)
    for (let i = 0; i < inputs; i++) turned[i * outputs + o] = data[o * inputs + i]!;
  return { shape: [inputs, outputs], data: turned };
}
