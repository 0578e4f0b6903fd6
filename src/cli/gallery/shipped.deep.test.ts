import { expect, it } from 'vitest';
import { evaluationValues } from '../../reports/evaluationMeasures';
import { evaluatedToday, SHIPPED } from './testing/shipped';

it('there are recorded runs', () => expect(SHIPPED).not.toEqual([]));

it.each(SHIPPED)('the weights of the recorded run %s give the numbers that it states', async (id) => {
  const { stated, today } = await evaluatedToday(id, ['knn', 'matching']);
  const own = evaluationValues(today);
  const values = evaluationValues(stated);
  for (const name of ['knn_top1', 'matching_features', 'matching_embeddings'] as const)
    if (values[name] !== undefined) expect(own[name], name).toBeCloseTo(values[name], 2);
});
