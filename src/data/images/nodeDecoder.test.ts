import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { fingerprintOf } from '../../fingerprint';
import { imageHeader } from './imageHeader';
import { decodeInNode } from './nodeDecoder';
import { KNOWN_PIXELS } from './testing/knownPixels';

describe('decodeInNode', () => {
  it.each(Object.entries(KNOWN_PIXELS))('reads %s to the pixels that the page gets', async (path, known) => {
    const bytes = readFileSync(new URL(`../fixtures/kinds/${path}`, import.meta.url));
    const { pixels, width, height } = await decodeInNode(bytes, imageHeader(bytes));
    expect([width, height]).toEqual([48, 40]);
    expect(fingerprintOf(pixels)).toBe(known);
  });
});
