import type { Tensor, Variable } from '@tensorflow/tfjs-core';
import type { Failure } from '../failure';
import type { DeviceSummary } from './deviceSummary';
import type { TilingChoice } from './tilingChoice';

/** What computes, a graphics adapter or the processor: all that a training asks of it beyond the ops themselves. */
export interface Computer {
  readonly summary: DeviceSummary;
  /** Whether it can store activations as halves. */
  readonly hasHalves: boolean;
  /** Resolves when it goes away by itself; absent where that cannot happen. */
  readonly lost?: Promise<Failure>;
  /** Bytes that it holds, buffers kept for reuse included. */
  bytesInUse(): number;
  /**
   * Compiles, in parallel, all programs that `step` would run; absent where there is nothing to compile. `step` runs
   * without computing: what it writes is undefined afterwards, and it must not read anything back.
   *
   * @param report gets how many of how many programs are done.
   */
  compile?(step: () => void, report?: (done: number, total: number) => void): Promise<void>;
  /** Records steps; absent where every step must run eagerly. */
  readonly record?: StepRecorder;
  /** How its kernels are cut up; absent where there is nothing to choose. */
  readonly tilings?: TilingChoice;
  /** Takes a tensor's values there now, not only when an op reads them. */
  upload(tensor: Tensor): void;
  /**
   * Puts new values into a kept tensor. Where steps are recorded it keeps its place, so that a replay reads them, and
   * commands that were issued before still see the old ones.
   *
   * @returns the tensor that has the values now; where it is another one, the old one is disposed of.
   */
  write(tensor: Tensor, values: Float32Array | Int32Array): Tensor;
  /**
   * Moves kept float32 tensors, with their values, next to each other, so that one program can change all of them; absent
   * where that helps nobody. To be called before a step is recorded that uses them.
   */
  moveTogether?(tensors: readonly Tensor[]): void;
  /** Puts the values of `source` into `target`, which keeps its place where steps are recorded. */
  copy(source: Tensor, target: Variable): void;
  /** Resolves when everything that was issued is done. */
  idle(): Promise<void>;
  /**
   * Runs `work` on a computer like this one that allocates and computes nothing, to know what it would allocate. This one
   * is untouched. `work` must be synchronous, read nothing back, and dispose of its tensors.
   */
  dryRun<T>(work: (dry: DryComputer) => T): T;
  /** Frees everything that it holds. Its tensors cannot be read any more. */
  close(): void;
}

/**
 * Runs a step and records its commands. It must have run before, or been compiled; it must not read anything back;
 * tensors that it reads must be there already (see `Computer.upload`), and of those that it makes only its result may
 * outlive it.
 *
 * @throws what the step throws, and when it issues a command that cannot be replayed; what it has done is undefined then.
 */
export type StepRecorder = (step: () => Tensor) => Recording;

/** One command of a recorded step. */
export interface StepCommand {
  /** The program that runs; `copy` where values are only moved. */
  readonly program: string;
  /** Its tensors by name with their shapes, `x [2,3] → y [2,3]`; empty for tfjs's own programs. */
  readonly tensors: string;
  /** The op of ours that issued it, and which kernel of it: `linear weightGradient`; empty for what tfjs does by itself. */
  readonly op: string;
  /** How many workgroups run along x, y and z; none for a copy. */
  readonly workgroups: readonly number[];
  /** Floating-point operations that its result asks for, a multiply-add counting two; 0 for tfjs's own programs. */
  readonly operations: number;
  /** Bytes that it moves through memory: of every tensor once what it touches, as stored; of a copy, read and written. */
  readonly bytes: number;
  /** Of `bytes`, those of tensors in which one program of an op hands values to the next. */
  readonly scratchBytes: number;
}

/** See `Computer.dryRun`. */
export interface DryComputer {
  readonly computer: Computer;
  /**
   * What a training step takes besides what there is already, where steps are recorded, or run one after the other.
   *
   * @param between is called between two steps
   */
  stepBytes(step: () => Tensor, between: () => void): StepBytes;
}

export interface StepBytes {
  /** At the most, scratch memory of kernels included. */
  readonly bytes: number;
  readonly largest: LargestBuffer;
  /** What it does, in order; empty where steps are not recorded. */
  readonly commands: readonly StepCommand[];
}

/** The largest buffer of a step that is its own. */
export interface LargestBuffer {
  readonly bytes: number;
  /** The program that is given it first; empty where that is not known. */
  readonly program: string;
}

/** A dispatch whose time is known. */
export interface TimedDispatch {
  readonly program: string;
  readonly workgroups: readonly [number, number, number];
  /** By the computer's own clock, which a browser may round. */
  readonly milliseconds: number;
}

/** Values for a kept tensor, as many as it has. */
export interface TensorValues {
  readonly tensor: Tensor;
  readonly values: Float32Array | Int32Array;
}

/** A step that can be run again without tensors being made: everything that it changes must be changed in place. */
export interface Recording {
  /** What the step gave: written anew by every replay, freed with the recording. */
  readonly result: Tensor;
  /** Bytes that it holds besides the computer's own buffers. */
  readonly bytes: number;
  /** Programs that a replay runs. */
  readonly dispatches: number;
  /** Runs the step again, after everything issued so far. */
  replay(): void;
  /**
   * Runs the step once for each of `inputs`, one after the other: its tensors get their values before. All of them are
   * issued in one piece, before this returns.
   *
   * @returns what the step gave each time; its `result` has the last.
   */
  replayEach(inputs: readonly (readonly TensorValues[])[]): Promise<readonly Float32Array[]>;
  /**
   * A replay, whose dispatches are timed; it is issued before this returns. The computer's `summary.features` must have
   * `timestamp-query`.
   */
  time(): Promise<readonly TimedDispatch[]>;
  /** What a replay does, in order, for people. */
  describe(): readonly StepCommand[];
  readonly largestBuffer: LargestBuffer;
  dispose(): void;
}
