import { Failure } from '../../failure';
import { plain } from '../../quoted';
import type { SourceFile } from '../sourceFile';
import { nameOf } from './pixelArray';

/** @param reason what is wrong, after the file's name: "has images of 2 channels" */
export function unreadable(file: SourceFile, reason: string, cause?: unknown): Failure {
  return new Failure(
    {
      code: 'data_unreadable',
      message: `${plain(nameOf(file))} ${reason}.`,
      doing: `reading ${plain(nameOf(file))}`,
      remedy: 'Choose arrays of images and labels: IDX files as of MNIST, STL-10’s files, or NumPy’s .npz.',
    },
    { cause },
  );
}

/** That a file has another length than it says. */
export function wrongLength(file: SourceFile, shape: readonly number[], there: number): Failure {
  const name = plain(nameOf(file));
  return new Failure({
    code: 'data_truncated',
    message: `${name} says that it has ${shape.join(' × ')} values; there are ${there.toLocaleString('en')}.`,
    doing: `reading ${name}`,
    remedy: 'Download the file again.',
  });
}

export function tooLarge(file: SourceFile, bytes: number, most: number): Failure {
  const name = plain(nameOf(file));
  return new Failure({
    code: 'out_of_memory',
    message: `${name} holds ${bytes.toLocaleString('en')} bytes or more; ${most.toLocaleString('en')} are read at most.`,
    doing: `reading ${name}`,
    remedy: 'Choose a part of it.',
  });
}
