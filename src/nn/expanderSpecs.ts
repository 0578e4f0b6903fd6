import { parseExpander, type ModelConfig } from '../config/modelConfig';
import type { ParameterSpec } from './parameters';
import { batchNormSpecs, linearSpecs, normSpecs } from './specs';

export type ExpanderNorm = 'layer_norm' | 'batch_norm';

/** Linear, norm and ReLU each take a number in the state dict. */
export const ENTRIES_PER_HIDDEN_LAYER = 3;

/** The norm that a model's expanders use: chosen, or as its backbone has it (layer norm for ConvNeXt, batch norm for ResNet). */
export function expanderNorm({ expanderNorm: chosen, backbone }: ModelConfig): ExpanderNorm {
  if (chosen !== 'auto') return chosen;
  return backbone.family === 'convnext' ? 'layer_norm' : 'batch_norm';
}

/**
 * An expander for inputs of `inDim` numbers, in the order of the reference's state dict. Every width of `spec` but the
 * last is a hidden layer: linear, norm, ReLU; the last linear layer has neither bias nor norm.
 */
export function expanderSpecs(inDim: number, spec: string, norm: ExpanderNorm): ParameterSpec[] {
  const widths = parseExpander(spec);
  const specsOfNorm = norm === 'batch_norm' ? batchNormSpecs : normSpecs;
  return widths.flatMap((width, layer) => {
    const inputs = layer === 0 ? inDim : widths[layer - 1]!;
    const entry = layer * ENTRIES_PER_HIDDEN_LAYER;
    return layer === widths.length - 1
      ? linearSpecs(String(entry), inputs, width, { bias: false })
      : [
          ...linearSpecs(String(entry), inputs, width, { bias: true }),
          ...specsOfNorm(String(entry + 1), width),
        ];
  });
}
