import fc from 'fast-check';
import { deflateSync, strToU8 } from 'fflate';
import { describe, expect, it } from 'vitest';
import { Failure } from '../failure';
import { decodeLink, encodeLink, encodeLinkWithResults, MAX_LINK_LENGTH } from './link';
import LINKS from './fixtures/links.json' with { type: 'json' };
import { PRESETS } from './presets';
import type { RunConfig } from './runConfig';
import type { RunSummary } from './runSummary';

const config = PRESETS[0]!.config;

/** A link with this as its configuration, as another version of the playground may have made it. */
function linkOf(content: unknown): string {
  return encodeLink(content as RunConfig);
}

/** A link of this packed content, whatever it is. */
function hashOf(packed: Uint8Array): string {
  return `1.${Buffer.from(packed).toString('base64url')}`;
}

function codeOf(hash: string): string {
  try {
    decodeLink(hash);
  } catch (error) {
    if (error instanceof Failure) return error.info.code;
    throw error;
  }
  return 'read';
}

function noisySummary(curveCount: number): (points: number) => RunSummary {
  return (points) => ({
    step: 1000,
    device: 'Test adapter',
    curves: Object.fromEntries(
      Array.from({ length: curveCount }, (_, curve) => [
        `curve${curve}`,
        {
          steps: Array.from({ length: points }, (_, i) => i * 10),
          values: Array.from(
            { length: points },
            (_, i) => 1 + (Math.abs(Math.sin(i * 12.9898 + curve) * 43758.5453) % 1),
          ),
        },
      ]),
    ),
    measures: { total: 31.415926535, matchingAccuracyFeatures: 0.6 },
  });
}

describe('link', () => {
  it('of an older layout is read', () => {
    const { configuration, results } = LINKS.layout1;
    const config = { loss: { alpha: 0.6 }, run: { seed: 7 } };
    expect(decodeLink(configuration)).toMatchObject({ config });
    const { config: own, summary } = decodeLink(results);
    expect(own).toMatchObject(config);
    expect(summary).toEqual({
      step: 20,
      device: 'Test adapter',
      curves: { total: { steps: [1, 10, 20], values: [26, 24.5, 23.25] } },
      measures: { total: 23.25, alpha: 0.6 },
    });
  });

  it('says how the kernels of the run were cut up', () => {
    const tilings = { 'linear 8×8×8': { strategy: 'shared', tileM: 8 } };
    const summary = { ...noisySummary(2)(12), tilings };
    expect(decodeLink(encodeLinkWithResults(config, () => summary, 40)).summary!.tilings).toEqual(tilings);
    const wrong = { ...summary, tilings: { 'linear 8×8×8': { tileM: [8] } } } as unknown as RunSummary;
    expect(codeOf(encodeLinkWithResults(config, () => wrong, 40))).toBe('link_broken');
  });

  it('says which images it is about, with results and without', () => {
    const data = {
      fingerprint: '0123456789abcdef',
      name: 'birds',
      count: 64,
      height: 32,
      width: 32,
      classes: 4,
    };
    expect(decodeLink(encodeLink(config, data)).data).toEqual(data);
    const withResults = decodeLink(encodeLinkWithResults(config, noisySummary(2), 40, data));
    expect(withResults).toMatchObject({ data, summary: { step: 1000 } });
    expect(decodeLink(encodeLinkWithResults(config, noisySummary(32), 7500, data)).data).toEqual(data);
    expect(decodeLink(encodeLink(config)).data).toBeUndefined();
    for (const wrong of [
      { fingerprint: 'x' },
      { count: 0 },
      { name: 'x'.repeat(121) },
      { width: -1 },
      { more: 1 },
    ])
      expect(codeOf(encodeLink(config, { ...data, ...wrong }))).toBe('link_broken');
  });

  it('brings every preset back', () => {
    for (const preset of PRESETS)
      expect(decodeLink(`#${encodeLink(preset.config)}`).config).toEqual(preset.config);
  });

  it('is made of characters that survive in an address', () => {
    expect(encodeLink(config)).toMatch(/^[\w.-]+$/);
  });

  it('carries results, thinned to fit', () => {
    const hash = encodeLinkWithResults(config, noisySummary(12), 40);
    expect(40 + 1 + hash.length).toBeLessThanOrEqual(MAX_LINK_LENGTH);
    const summary = decodeLink(hash).summary;
    expect(summary?.measures.total).toBe(31.42);
    expect(summary?.curves.curve3?.values.length).toBeGreaterThanOrEqual(12);
    const small = decodeLink(encodeLinkWithResults(config, noisySummary(2), 40)).summary;
    expect(small?.curves.curve0?.values.length).toBe(96);
  });

  it('leaves results out rather than grow beyond the limit', () => {
    const hash = encodeLinkWithResults(config, noisySummary(32), 7600);
    expect(decodeLink(hash).summary).toBeUndefined();
  });

  it('refuses broken, foreign and out-of-range links by name', () => {
    const good = encodeLink(config);
    expect(codeOf('#nonsense')).toBe('link_broken');
    expect(codeOf(good.slice(0, good.length - 40))).toBe('link_broken');
    expect(codeOf(`7.${good.slice(2)}`)).toBe('config_version');
    expect(codeOf(encodeLink({ ...config, version: 2 } as unknown as RunConfig))).toBe('config_version');
    expect(codeOf(encodeLink({ ...config, loss: { ...config.loss, alpha: 5 } }))).toBe('config_invalid');
    expect(codeOf(`1.${'A'.repeat(40000)}`)).toBe('link_broken');
  });

  it('refuses links that hold far more than they show, before they are unpacked', () => {
    const zeros = deflateSync(new Uint8Array(20_000_000), { level: 9 });
    expect(zeros.length).toBeLessThan(20_000);
    expect(() => decodeLink(hashOf(zeros))).toThrow('unpacks to more than 256000 bytes');
    const list = deflateSync(strToU8(`{"config":[${'0,'.repeat(100_000)}0]}`), { level: 9 });
    expect(codeOf(hashOf(list))).toBe('config_invalid');
    const deep = deflateSync(strToU8(`{"config":${'['.repeat(100_000)}${']'.repeat(100_000)}}`));
    expect(() => decodeLink(hashOf(deep))).toThrow('nested too deeply');
  });

  it('takes keys of prototypes for unknown fields', () => {
    const json = JSON.stringify({ config }).replace('{"config":{', '{"config":{"__proto__":{"version":1},');
    expect(codeOf(hashOf(deflateSync(strToU8(json))))).toBe('config_invalid');
    const measures = '{"step":1,"device":"","curves":{},"measures":{"__proto__":5,"total":1}}';
    const withSummary = JSON.stringify({ config }).replace(/}$/, `,"summary":${measures}}`);
    expect(decodeLink(hashOf(deflateSync(strToU8(withSummary)))).summary?.measures).toEqual({ total: 1 });
  });

  it('throws nothing but Failures, whatever it is given', () => {
    const good = encodeLink(config);
    fc.assert(
      fc.property(fc.string({ maxLength: 200 }), fc.nat(good.length - 1), (noise, at) => {
        codeOf(noise);
        codeOf(`1.${noise}`);
        codeOf(good.slice(0, at) + noise + good.slice(at + noise.length));
      }),
    );
  });

  it('reads links from before there was an online kNN as without it', () => {
    const { knnEvery, ...run } = config.run;
    expect(knnEvery).toBeNull();
    expect(decodeLink(linkOf({ ...config, run })).config).toEqual(config);
    const on = { ...config, run: { ...run, knnEvery: 50 } };
    expect(decodeLink(linkOf(on)).config).toEqual(on);
    expect(codeOf(linkOf({ ...config, run: { ...run, knnEvery: 0 } }))).toBe('config_invalid');
  });

  it("reads links from before there were aspect ratios, blur ranges and a normalisation as the reference's", () => {
    const { mean, std, ...rest } = config.views;
    const { blurMin, blurMax, ...left } = rest.left;
    expect([blurMin, blurMax]).toEqual([0.1, 2]);
    const views = { ...rest, left };
    const crops = views.crops.map(({ ratioMin, ratioMax, ...group }) => {
      expect([ratioMin, ratioMax]).toEqual([3 / 4, 4 / 3]);
      return group;
    });
    expect(mean).toEqual({ red: 0.485, green: 0.456, blue: 0.406 });
    expect(std).toEqual({ red: 0.228, green: 0.224, blue: 0.225 });
    expect(decodeLink(linkOf({ ...config, views: { ...views, crops } }))).toEqual({ config });
    const own = { ...config, views: { ...config.views, mean: { ...mean, green: 0.25 } } };
    expect(decodeLink(linkOf(own))).toEqual({ config: own });
    expect(codeOf(linkOf({ ...config, views: { ...config.views, std: { ...std, red: 0 } } }))).toBe(
      'config_invalid',
    );
    const narrow = config.views.crops.map((group) => ({ ...group, ratioMin: 2 }));
    expect(codeOf(linkOf({ ...config, views: { ...config.views, crops: narrow } }))).toBe('config_invalid');
  });

  it('reads links from before there was a choice of precision as float32', () => {
    const { precision, ...optim } = config.optim;
    expect(precision).toBe('float32');
    expect(decodeLink(linkOf({ ...config, optim })).config).toEqual(config);
    const mixed = { ...config, optim: { ...optim, precision: 'mixed' as const } };
    expect(decodeLink(encodeLink(mixed)).config).toEqual(mixed);
    expect(codeOf(linkOf({ ...config, optim: { ...optim, precision: 'float16' } }))).toBe('config_invalid');
  });
});
