import fc from 'fast-check';
import { expect, it } from 'vitest';
import { FUZZ_RUNS, FUZZ_TIMEOUT } from '../testing/fuzzRuns';
import { mutated, mutations } from '../testing/mutations';
import { valueOrFailure } from '../testing/valueOrFailure';
import { configFromBytes } from './configFile';
import { decodeLink, encodeLink, encodeLinkWithResults } from './link';
import { PRESETS } from './presets';
import { runConfig, type RunConfig } from './runConfig';

const bytesOf = (text: string) => new TextEncoder().encode(text);
const latin = new TextDecoder('latin1');

/** Every field has a value that the schema allows. */
const expectValid = (config: RunConfig | undefined) =>
  config !== undefined && expect(runConfig.safeParse(config).success).toBe(true);

const curves = { total: { steps: [0, 1, 2], values: [3, 2.5, NaN] } };
const LINKS = PRESETS.flatMap(({ config }) => [
  encodeLink(config),
  encodeLinkWithResults(config, () => ({ step: 2, device: 'GPU', curves, measures: { total: 2 } }), 40),
]).map(bytesOf);

const FILES = PRESETS.map(({ config }) => bytesOf(JSON.stringify(config, null, 2)));

it(
  'mutations of a link are read or refused, never with another error',
  () => {
    fc.assert(
      fc.property(fc.constantFrom(...LINKS), mutations, (link, edits) => {
        expectValid(valueOrFailure(() => decodeLink(latin.decode(mutated(link, edits))))?.config);
      }),
      { numRuns: FUZZ_RUNS },
    );
  },
  FUZZ_TIMEOUT,
);

it(
  'mutations of a configuration’s file are read or refused, never with another error',
  () => {
    fc.assert(
      fc.property(fc.constantFrom(...FILES), mutations, (file, edits) => {
        expectValid(
          valueOrFailure(() => configFromBytes(mutated(file, edits), '"c.json"', 'Choose another.')),
        );
      }),
      { numRuns: FUZZ_RUNS },
    );
  },
  FUZZ_TIMEOUT,
);

/** What people and programs put where another value belongs. */
const odd = fc.oneof(
  fc.constantFrom(NaN, Infinity, -Infinity, 1e308, -1e308, 5e-324, -0, 2 ** 53, 1.5, null, true, [], {}),
  fc.constantFrom('', '‮evil', '\u200b', '<img src=x onerror=alert(1)>', '__proto__', 'constructor'),
  fc.jsonValue({ maxDepth: 3 }),
);

/** All paths to a value of a configuration. */
function paths(value: unknown, path: readonly string[] = []): string[][] {
  if (typeof value !== 'object' || value === null) return [[...path]];
  return [[...path], ...Object.entries(value).flatMap(([key, child]) => paths(child, [...path, key]))];
}

it(
  'a configuration with another value in any place is valid or refused with the name of the field',
  () => {
    const places = fc
      .constantFrom(...PRESETS.map(({ config }) => config))
      .chain((config) => fc.tuple(fc.constant(config), fc.constantFrom(...paths(config).slice(1)), odd));
    const extra = fc.constantFrom(undefined, '__proto__', 'constructor', 'toString', 'another');
    fc.assert(
      fc.property(places, extra, ([config, path, value], key) => {
        const changed = structuredClone(config) as unknown as Record<string, unknown>;
        const parent = path.slice(0, -1).reduce((at, name) => at[name] as Record<string, unknown>, changed);
        Object.defineProperty(parent, key ?? path.at(-1)!, { value, enumerable: true, configurable: true });
        const text = JSON.stringify(changed);
        expectValid(valueOrFailure(() => configFromBytes(bytesOf(text), '"c.json"', 'Choose another.')));
        expect(({} as Record<string, unknown>).another).toBeUndefined();
      }),
      { numRuns: FUZZ_RUNS },
    );
  },
  FUZZ_TIMEOUT,
);

const WHOLE = JSON.stringify(PRESETS[0]!.config);

it.each([
  ['100 MB of text', `"${'a'.repeat(100_000_000)}"`, /larger than 1 MB/],
  ['a value that is nested 400,000 deep', '['.repeat(400_000), /nested too deeply/],
  ['another prototype', WHOLE.replace('{', '{"__proto__":{"another":1},'), /__proto__/],
  ['a number beyond all others', WHOLE.replace(/"baseLr":[^,}]+/, '"baseLr":1e309'), /baseLr/],
])('of a configuration’s file: %s is refused with its reason', (_, text, reason) => {
  expect(() => configFromBytes(bytesOf(text), '"c.json"', 'Choose another.')).toThrow(reason);
});
