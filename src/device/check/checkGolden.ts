import * as tf from '@tensorflow/tfjs-core';
import type { ParityBackend } from '../parity/tolerances';
import { runParity } from '../parity/runParity';
import type { CheckItem } from './checkItem';
import { inTolerances } from './checkOps';
import { GOLDEN_FILES, type ReadGolden } from './goldenFiles';

/** The engine on the inputs of golden files, against what the reference gave. */
export function goldenItems(backend: ParityBackend, read: ReadGolden): CheckItem[] {
  return Object.keys(GOLDEN_FILES).map((path) => {
    const file = path.slice(path.lastIndexOf('/') + 1);
    return {
      ...{ part: 'golden', name: file.slice(0, file.indexOf('_')), size: file },
      compare: async () => {
        const bytes = await read(path);
        await tf.setBackend(backend);
        for await (const { worst, problems } of runParity([{ name: file, bytes }], backend))
          return {
            error: worst === undefined ? null : inTolerances(worst.error, worst.tolerance),
            worst: worst?.where ?? '',
            repeats: true,
            problem: problems.join('; '),
          };
        throw new Error('The file is no golden file.');
      },
    };
  });
}
