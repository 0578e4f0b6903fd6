import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import type { Computer } from '../../compute/computer';
import { nodeFiles } from '../../wasm/nodeFiles';
import { openProcessor } from '../../wasm/processor';
import { CASES } from '../../ops/cases';
import { checkDevice, type CheckRequest } from './checkDevice';
import { errorText, isRight, wrongNames, wrongRows, type CheckRow } from './checkRow';
import { goldenItems } from './checkGolden';
import { rowOfItem } from './checkItem';
import { inTolerances, opItems, QUICK } from './checkOps';
import { meaningOf } from './meaning';

let processor: Computer;
beforeAll(async () => {
  processor = await openProcessor(nodeFiles());
});
afterAll(() => processor.close());

const noGolden = () => Promise.reject(new Error('not there'));

async function check(request: CheckRequest) {
  const onProgress = vi.fn();
  const parts: CheckRow[] = [];
  const rows = await checkDevice(processor, request, noGolden, {
    onProgress,
    onPart: (row) => parts.push(row),
  });
  return { rows, parts, onProgress };
}

describe('a quick check', () => {
  it('takes the ten ops that run most, tells how far it is, and finds them right', async () => {
    const { rows, parts, onProgress } = await check({ scope: 'quick' });
    expect(rows.map(({ name }) => name)).toEqual(Object.keys(QUICK));
    expect(rows).toHaveLength(10);
    expect(rows.filter((row) => !isRight(row))).toEqual([]);
    expect(parts).toEqual(rows);
    expect(onProgress).toHaveBeenCalledTimes(10);
    expect(onProgress).toHaveBeenNthCalledWith(2, { done: 1, total: 10, next: `conv2d, ${QUICK.conv2d}` });
  });

  it('names a kernel that is wrong by a percent, and says how far off and what that means', async () => {
    const { rows } = await check({ scope: 'quick', broken: 'linear' });
    expect(wrongNames(rows)).toEqual(['linear']);
    const [row] = wrongRows(rows);
    expect(row!.error).toBeGreaterThan(100);
    expect(errorText(row!)).toMatch(/^[\d,]+ times what is allowed$/);
    expect(meaningOf(row!)).toContain('dense layer');
  });
});

it('a full check takes every op at every size', () => {
  const items = opItems('wasm');
  for (const [name, { sizes }] of Object.entries(CASES))
    expect(items.filter((item) => item.name === name).map(({ size }) => size)).toEqual(Object.keys(sizes));
  const halves = opItems('webgpu').filter(({ part }) => part === 'halves');
  expect(halves.length).toBeGreaterThan(10);
});

it('a golden file that is not to be had is a row with its problem, and so is one that is none', async () => {
  const [first] = goldenItems('wasm', noGolden);
  expect(await rowOfItem(first!)).toMatchObject({ error: null, problem: 'not there' });
  const [other] = goldenItems('wasm', () => Promise.resolve(new Uint8Array(4)));
  const row = await rowOfItem(other!);
  expect(row.problem).not.toBe('');
  expect(isRight(row)).toBe(false);
});

describe('a row', () => {
  const row: CheckRow = {
    ...{ part: 'op', name: 'linear', size: '3×3', worst: 'dx', repeats: true, problem: '' },
    error: 0.5,
  };

  it.each([
    [{}, true, ''],
    [{ error: 1.1 }, false, 'Its numbers are wrong here'],
    [{ error: null }, false, 'no numbers'],
    [{ repeats: false }, false, 'other bits every time'],
    [{ problem: 'out of memory' }, false, 'out of memory'],
    [{ part: 'replay', error: 9 }, false, 'replays'],
  ] as const)('%j is right: %s', (change, right, meaning) => {
    const changed = { ...row, ...change };
    expect(isRight(changed)).toBe(right);
    expect(meaningOf(changed)).toContain(meaning);
    expect(meaningOf(changed) === '').toBe(right);
  });

  it('counts its error in tolerances, of which none may be left', () => {
    expect(inTolerances(0, 0)).toBe(0);
    expect(inTolerances(2e-5, 1e-5)).toBeCloseTo(2);
    expect(inTolerances(1e-9, 0)).toBeGreaterThan(1);
    expect(inTolerances(NaN, 1)).toBeNull();
  });
});
