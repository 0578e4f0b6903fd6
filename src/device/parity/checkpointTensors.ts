import { floatValues } from '../../formats/floatValues';
import type { TensorData } from '../../formats/tensorData';
import { readPyTorch } from '../../formats/pytorch/readPyTorch';
import { isTensor, type PyValue } from '../../formats/pytorch/values';
import { tensorsConfig } from './checkpointConfig';
import type { ParityContext } from './context';
import { sameNames } from './stateDict';

/** Element types by PyTorch's names. */
const DTYPES: Readonly<Record<string, TensorData['dtype']>> = {
  float64: 'F64',
  float32: 'F32',
  float16: 'F16',
  bfloat16: 'BF16',
  int64: 'I64',
  int32: 'I32',
  uint8: 'U8',
  bool: 'BOOL',
};

/** The checkpoint that a fixture describes, read by the engine. */
export function readCheckpoint(
  context: ParityContext,
  { file, format }: { readonly file: string; readonly format: string },
): PyValue {
  const bytes = context.sibling(file);
  if (bytes === undefined) throw new Error(`${file} is not in the folder`);
  const isZip = bytes[0] === 0x50 && bytes[1] === 0x4b;
  if (isZip !== (format === 'zip')) throw new Error(`${file} is not of the ${format} format`);
  return readPyTorch(bytes);
}

/** @throws Error when the tensor is not of this type and shape. */
export function sameKind(name: string, tensor: TensorData, dtype: string, shape: readonly number[]): void {
  if (tensor.dtype === DTYPES[dtype] && tensor.shape.join() === shape.join()) return;
  throw new Error(`${name} is ${tensor.dtype} [${tensor.shape.join()}], not ${dtype} [${shape.join()}]`);
}

/** Numbers of any type; booleans count as 0 and 1. */
export function numbersOf(tensor: TensorData): ArrayLike<number> {
  return tensor.dtype === 'BOOL' || tensor.dtype === 'F64' ? tensor.data : floatValues(tensor);
}

/** Tensors of every type, with shared storages, offsets and strides: types, shapes and values. */
export function checkpointTensors(context: ParityContext): void {
  const { fixture, comparison } = context;
  const settings = fixture.config(tensorsConfig);
  const dict = readCheckpoint(context, settings);
  if (!(dict instanceof Map)) throw new Error('the checkpoint holds no dictionary');
  sameNames('tensors', [...dict.keys()].map(String), Object.keys(settings.shapes));
  sameNames('tensors', fixture.names('tensor/'), Object.keys(settings.dtypes));
  for (const [key, value] of dict) {
    const name = String(key);
    if (!isTensor(value)) throw new Error(`${name} is no tensor`);
    sameKind(name, value, settings.dtypes[name]!, settings.shapes[name]!);
    comparison.exact(`tensor/${name}`, numbersOf(value), numbersOf(fixture.stored(`tensor/${name}`)));
  }
}
