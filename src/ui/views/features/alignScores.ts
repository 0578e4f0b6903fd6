import { Matrix, SingularValueDecomposition } from 'ml-matrix';
import { COMPONENTS, type FeatureMaps } from '../../../reports/featureMaps';

/** What the panel looked like when the colours were chosen. */
export type ColourReference = Pick<FeatureMaps, 'rows' | 'columns' | 'values'>;

/**
 * Scores of a panel turned (and mirrored) such that they lie as near as an orthogonal map brings them to the scores that the
 * same panel had when the colours were chosen: so a colour keeps meaning the same while the axes of the network turn.
 * Each axis comes out at a standard deviation of 1, or at 0 where nothing varies.
 */
export function alignedScores(maps: ColourReference, reference: ColourReference): Float32Array {
  const scores = new Float32Array(maps.values.length);
  if (maps.values.some((value) => !Number.isFinite(value))) return scores;
  const turn = turnTo(maps.values, onGrid(reference, maps));
  const count = scores.length / COMPONENTS;
  for (let to = 0; to < COMPONENTS; to++) {
    let squares = 0;
    for (let row = 0; row < count; row++) {
      let sum = 0;
      for (let from = 0; from < COMPONENTS; from++)
        sum += maps.values[row * COMPONENTS + from]! * turn.get(from, to);
      scores[row * COMPONENTS + to] = sum;
      squares += sum * sum;
    }
    const deviation = Math.sqrt(squares / count);
    for (let row = 0; row < count; row++) scores[row * COMPONENTS + to]! *= deviation > 0 ? 1 / deviation : 0;
  }
  return scores;
}

/** The orthogonal Procrustes problem (Schönemann 1966): Q of |A Q − B| at its least is U Vᵀ, where U S Vᵀ = Aᵀ B. */
function turnTo(scores: Float32Array, wanted: Float32Array): Matrix {
  const product = Matrix.zeros(COMPONENTS, COMPONENTS);
  for (let row = 0; row < scores.length; row += COMPONENTS)
    for (let from = 0; from < COMPONENTS; from++)
      for (let to = 0; to < COMPONENTS; to++)
        product.set(from, to, product.get(from, to) + scores[row + from]! * wanted[row + to]!);
  const { leftSingularVectors, rightSingularVectors } = new SingularValueDecomposition(product);
  return leftSingularVectors.mmul(rightSingularVectors.transpose());
}

/** Scores at the places of another grid of cells over the same images: those of the cell in which each centre lies. */
function onGrid(from: ColourReference, { rows, columns }: ColourReference): Float32Array {
  if (from.rows === rows && from.columns === columns) return from.values;
  const images = from.values.length / (from.rows * from.columns * COMPONENTS);
  const found = new Float32Array(images * rows * columns * COMPONENTS);
  for (let image = 0, at = 0; image < images; image++)
    for (let row = 0; row < rows; row++)
      for (let column = 0; column < columns; column++) {
        const [y, x] = [
          Math.floor(((row + 0.5) * from.rows) / rows),
          Math.floor(((column + 0.5) * from.columns) / columns),
        ];
        const cell = ((image * from.rows + y) * from.columns + x) * COMPONENTS;
        for (let axis = 0; axis < COMPONENTS; axis++) found[at++] = from.values[cell + axis]!;
      }
  return found;
}
