import { deflateSync, strFromU8, strToU8 } from 'fflate';
import { z } from '../zod';
import { Failure } from '../failure';
import { jsonOutline } from '../jsonOutline';
import { quoted } from '../quoted';
import { boundedInflate } from './boundedInflate';
import { dataIdentity, type DataIdentity } from './dataIdentity';
import { parseConfig } from './parse';
import type { RunConfig } from './runConfig';
import { runSummary, type RunSummary } from './runSummary';

/**
 * @file The part of the address after `#`: `4.` (version of this layout), then base64url of the deflated JSON of the
 * configuration, of what the images are where they come in files, and, in links to results, of a summary of the run.
 */

const LAYOUT = '4';
/** 3 is the same without the tilings of the run's kernels, 2 also without what the images are, 1 without their fingerprint too. */
const READ_LAYOUTS: readonly string[] = ['1', '2', '3', LAYOUT];
/** Longest link that Share makes; chat programs and issue trackers begin to cut links somewhere above. */
export const MAX_LINK_LENGTH = 8000;
/** Longest link that is read, and most that one may unpack to; ours unpack to some 40 kB. */
const MAX_READ_LENGTH = 32_000;
const MAX_JSON_BYTES = 256_000;
/** Summary, curves, curve, values: what is nested more deeply is none of ours. */
const MAX_DEPTH = 16;
/** Points per curve that are tried, most first, until the link is short enough. */
const POINT_COUNTS = [96, 72, 54, 40, 30, 20, 12];

export interface Link {
  readonly config: RunConfig;
  /** The images that it is about, where they come in files. */
  readonly data?: DataIdentity;
  readonly summary?: RunSummary;
}

/** `hash` of an address that holds this configuration, without the leading `#`. */
export function encodeLink(config: RunConfig, data?: DataIdentity): string {
  return pack({ config, ...(data === undefined ? {} : { data }) });
}

/**
 * The same with results: the finest thinning whose link, `prefixLength` characters of address included, stays within
 * `MAX_LINK_LENGTH`; without results when even the coarsest does not.
 * @param summarize gives a summary with at most that many points per curve
 */
export function encodeLinkWithResults(
  config: RunConfig,
  summarize: (points: number) => RunSummary,
  prefixLength: number,
  data?: DataIdentity,
): string {
  for (const points of POINT_COUNTS) {
    const summary = roundValues(summarize(points));
    const hash = pack({ config, ...(data === undefined ? {} : { data }), summary });
    if (prefixLength + 1 + hash.length <= MAX_LINK_LENGTH) return hash;
  }
  return encodeLink(config, data);
}

const LINK_REMEDY = 'Copy the whole link again; the playground has opened with its default configuration.';

const envelope = z.strictObject({
  config: z.unknown(),
  data: z.unknown().optional(),
  summary: z.unknown().optional(),
});

/**
 * Reads `location.hash`, with or without the leading `#`; every value is checked.
 * @throws Failure `link_broken` when it cannot be unpacked or holds a bad summary; `config_version` and
 * `config_invalid` as `parseConfig`.
 */
export function decodeLink(hash: string): Link {
  if (hash.length > MAX_READ_LENGTH) throw broken(`it is longer than ${MAX_READ_LENGTH} characters`);
  const text = hash.replace(/^#/, '');
  const dot = text.indexOf('.');
  if (dot < 0) throw broken('it is not one of ours or was cut off');
  const layout = text.slice(0, dot);
  if (!READ_LAYOUTS.includes(layout)) {
    throw new Failure({
      code: 'config_version',
      message: `The link has layout ${quoted(layout, 12)}, which this playground does not know.`,
      doing: 'reading the link',
      remedy: 'Reload the page to get its newest version, or ask for a new link.',
    });
  }
  const parts = envelope.safeParse(unpack(text.slice(dot + 1)));
  if (!parts.success) throw broken('it holds no configuration');
  const config = parseConfig(parts.data.config, 'The link', LINK_REMEDY);
  const data = dataIdentity.optional().safeParse(parts.data.data);
  if (!data.success) throw broken('what it says of the images is malformed');
  const link = { config, ...(data.data === undefined ? {} : { data: data.data }) };
  if (parts.data.summary === undefined) return link;
  const summary = runSummary.safeParse(parts.data.summary);
  if (!summary.success) throw broken('its results are malformed');
  return { ...link, summary: summary.data };
}

function pack(content: Link): string {
  const bytes = deflateSync(strToU8(JSON.stringify(content)), { level: 9 });
  let binary = '';
  for (const byte of bytes) binary += String.fromCharCode(byte);
  return `${LAYOUT}.${btoa(binary).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '')}`;
}

function unpack(payload: string): unknown {
  const json = inflated(payload);
  if (json === undefined) throw broken(`it unpacks to more than ${MAX_JSON_BYTES} bytes`);
  const text = strFromU8(json);
  if (jsonOutline(text).depth > MAX_DEPTH) throw broken('it is nested too deeply');
  try {
    return JSON.parse(text);
  } catch (error) {
    throw damaged(error);
  }
}

/** `undefined` where there would be more of it than any link needs. */
function inflated(payload: string): Uint8Array | undefined {
  try {
    const binary = atob(payload.replaceAll('-', '+').replaceAll('_', '/'));
    return boundedInflate(
      Uint8Array.from(binary, (character) => character.charCodeAt(0)),
      MAX_JSON_BYTES,
    );
  } catch (error) {
    throw damaged(error);
  }
}

const DIGITS = 4;

/** As a link has it: four significant digits are finer than a plot shows and halve the link. */
export function roundValues(summary: RunSummary): RunSummary {
  const round = (value: number) => Number(value.toPrecision(DIGITS));
  const entries = Object.entries(summary.curves);
  return {
    ...summary,
    curves: Object.fromEntries(
      entries.map(([name, curve]) => [name, { steps: curve.steps, values: curve.values.map(round) }]),
    ),
    measures: Object.fromEntries(
      Object.entries(summary.measures).map(([name, value]) => [name, round(value)]),
    ),
  };
}

function broken(reason: string, cause?: unknown): Failure {
  return new Failure(
    {
      code: 'link_broken',
      message: `The link cannot be read: ${reason}.`,
      doing: 'reading the link',
      remedy: LINK_REMEDY,
    },
    { cause },
  );
}

function damaged(cause: unknown): Failure {
  return broken('it was cut off or changed on the way', cause);
}
