import { readdirSync, readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Comparison } from '../../device/parity/comparison';
import type { ParityContext } from '../../device/parity/context';
import { criterion as compareCriterion } from '../../device/parity/criterion';
import { openFixture } from '../../device/parity/fixture';
import { matching as compareMatching } from '../../device/parity/matching';
import type { Computer } from '../../compute/computer';
import { nodeFiles } from '../../wasm/nodeFiles';
import { openProcessor } from '../../wasm/processor';
import { criterion } from './criterion';
import { keepBest, matchViews, nearestCells } from './matching';

/** @file The definition against the golden files of the reference; parity compares the fused ops with the same files. */

const FOLDER = new URL('../fixtures/', import.meta.url);
const filesOf = (kind: string): string[] => readdirSync(FOLDER).filter((name) => name.startsWith(`${kind}_`));

/** The comparison of a golden file in which every tensor was looked at. */
async function compared(
  name: string,
  compare: (context: ParityContext) => Promise<void>,
): Promise<Comparison> {
  const fixture = openFixture(readFileSync(new URL(name, FOLDER)));
  const comparison = new Comparison();
  await compare({ fixture, comparison, backend: 'wasm', sibling: () => undefined });
  expect(fixture.unused()).toEqual([]);
  expect(comparison.deviations.length).toBeGreaterThan(3);
  return comparison;
}

let processor: Computer;
beforeAll(async () => {
  processor = await openProcessor(nodeFiles());
});
afterAll(() => processor.close());

describe('the definition has the values of the reference', () => {
  it.each(filesOf('criterion'))('%s', async (name) => {
    const comparison = await compared(name, (context) =>
      compareCriterion(context, (views, options) => ({
        ...criterion(views, options),
        matches: (kind, from, into, count) => {
          const view = (index: number) => ({ map: views.maps![index]!, locations: views.locations[index]! });
          return matchViews(kind, view(from), view(into), count);
        },
      })),
    );
    expect(comparison.ok, JSON.stringify(comparison.worst())).toBe(true);
  });

  it.each(filesOf('matching'))('%s', async (name) => {
    const comparison = await compared(name, (context) =>
      compareMatching(context, { nearestCells, keepBest }),
    );
    expect(comparison.ok, JSON.stringify(comparison.worst())).toBe(true);
  });
});
