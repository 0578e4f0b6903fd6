import * as tf from '@tensorflow/tfjs-core';
import { z } from '../../zod';
import { gatherCells } from '../../tensors/gatherCells';
import { keepBest, nearestCells } from '../../vicregl/matching';
import { cropBoxes, grid, matchCount, provenance, size } from './configFields';
import { largestDifference, type Numbers } from './comparison';
import { tolerances, type ParityContext } from './context';

const config = z.strictObject({
  mode: z.enum(['l2', 'location']),
  num_matches: matchCount,
  ambiguous: z.boolean(),
  input_grid: grid,
  candidate_grid: grid,
  batch: size,
  channels: size,
  image_size: z.tuple([size, size]).optional(),
  crop_boxes_ijhwHW: cropBoxes.optional(),
  min_gap_sq: provenance,
  fraction_equal_to_lowest_index_rule: provenance,
  seed: provenance,
});

/** What is compared: how cells find their nearest, and which matches are kept. */
export interface ComparedMatching {
  readonly nearestCells: typeof nearestCells;
  readonly keepBest: typeof keepBest;
}

/** Nearest neighbours, the γ best of them, and the maps gathered through them. */
export async function matching(
  context: ParityContext,
  compute: ComparedMatching = { nearestCells, keepBest },
): Promise<void> {
  const { fixture, comparison } = context;
  const { mode, num_matches, ambiguous } = fixture.config(config);
  const limit = tolerances('matching', context);
  const cells = (name: string): tf.Tensor3D => {
    const tensor = fixture.tensor(name);
    return tf.reshape<tf.Rank.R3>(tensor, [tensor.shape[0], -1, tensor.shape.at(-1)!]);
  };
  const [inputMaps, candidateMaps] = [cells('input/maps'), cells('candidate/maps')];
  const [inputLocations, candidateLocations] = [cells('input/locations'), cells('candidate/locations')];
  const [seen, sought] = mode === 'l2' ? [inputMaps, candidateMaps] : [inputLocations, candidateLocations];
  const neighbours = compute.nearestCells(seen, sought);
  const matches = compute.keepBest(neighbours, num_matches);

  comparison.note(
    'nearest/distance',
    largestExcess(
      await neighbours.distance.data(),
      fixture.values('nearest/distance', 'F32'),
      await expansionRounding(seen, sought, neighbours.distance).data(),
    ),
    limit.distance,
  );
  const [input, candidate] = [await matches.input.data(), await matches.candidate.data()];
  if (ambiguous) {
    // The reference breaks ties as it happens to; ours by the lowest index, at the same distances.
    comparison.exact('lowest_index/input', input, fixture.values('lowest_index/input', 'I32'));
    comparison.exact('lowest_index/candidate', candidate, fixture.values('lowest_index/candidate', 'I32'));
    comparison.absolute(
      'selected/distance',
      sortedRows(await matches.distance.array()),
      sortedRows(await fixture.tensor<tf.Rank.R2>('selected/distance').array()),
      limit.distance,
    );
  } else {
    comparison.exact('nearest/index', await neighbours.index.data(), fixture.values('nearest/index', 'I32'));
    comparison.exact('index/input', input, fixture.values('index/input', 'I32'));
    comparison.exact('index/candidate', candidate, fixture.values('index/candidate', 'I32'));
  }
  // Gathered through the file's own indices, which are ours unless there are ties.
  for (const [name, map] of [
    ['input', inputMaps],
    ['candidate', candidateMaps],
  ] as const) {
    const gathered = gatherCells(map, fixture.tensor<tf.Rank.R2>(`index/${name}`));
    comparison.exact(`filtered/${name}`, await gathered.data(), fixture.values(`filtered/${name}`, 'F32'));
  }
}

/** Half the spacing of float32 numbers at 1. */
const FLOAT32_UNIT = 2 ** -24;
/** Roundings of that size in |a|² − 2ab + |b|². */
const EXPANSION_ROUNDINGS = 4;

/**
 * How far off the file's own distances may be, `[B, N]`: above 25 points the reference expands the square in float32, whose
 * rounding grows with the norms and not with the distance. (Ours are taken from the differences.)
 */
function expansionRounding(input: tf.Tensor3D, candidate: tf.Tensor3D, distance: tf.Tensor2D): tf.Tensor {
  const largestCandidate = tf.max(tf.sum(tf.square(candidate), -1), 1, true);
  const norms = tf.add(tf.sum(tf.square(input), -1), largestCandidate);
  const ofSquare = tf.mul(norms, EXPANSION_ROUNDINGS * FLOAT32_UNIT);
  // d(√s) = ds / 2√s, and at most √ds near zero.
  return tf.div(ofSquare, tf.maximum(tf.mul(2, distance), tf.sqrt(ofSquare)));
}

/** The largest difference beyond the allowance of its entry. */
function largestExcess(actual: Numbers, expected: Numbers, allowance: Numbers): number {
  const excess = Array.from(expected, (value, index) =>
    Math.max(0, Math.abs(actual[index]! - value) - allowance[index]!),
  );
  return largestDifference(excess, new Float32Array(actual.length));
}

function sortedRows(rows: readonly number[][]): number[] {
  return rows.flatMap((row) => [...row].sort((a, b) => a - b));
}
