import type { Reading } from '../reading';
import type { TensorData } from '../tensorData';
import type { PyValue } from './values';

/** What a checkpoint holds, with the data of its tensors left where it lies. */
export interface PyTorchOutline {
  /** Its tensors have shapes and no elements yet. */
  readonly value: PyValue;
  /** Reads the elements of the wanted tensors, or of all, into them. */
  readonly fill: (wanted?: ReadonlySet<TensorData>) => Reading<void>;
}
