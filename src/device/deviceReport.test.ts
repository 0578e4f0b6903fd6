import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { DeviceSummary } from '../compute/deviceSummary';
import { deviceKey } from './deviceKey';
import { deviceReport, readDeviceReport } from './deviceReport';
import { devicesTable } from './devicesTable';
import { boundOf, shareOfRoof, type Measurement } from './measure/measurement';
import { reportText } from './reportText';

const DEVICE: DeviceSummary = {
  ...{ backend: 'webgpu', name: 'Some card', software: false, features: ['shader-f16'] },
  ...{ maxBufferSize: 1, maxStorageBufferBindingSize: 1 },
  adapter: {
    ...{ vendor: 'acme', architecture: 'a1', device: '', description: 'Some card', driver: 'v7' },
    limits: { maxBufferSize: 2 ** 31 },
  },
};

const MEASURE: Measurement = {
  speed: {
    ...{ operationsPerSecond: 1e12, bytesPerSecond: 1e11 },
    ...{ secondsPerDispatch: 5e-6, secondsPerSubmit: 3e-5, secondsPerReadback: 1e-3 },
  },
  ops: [
    { name: 'near', milliseconds: 1, operations: 9e8, bytes: 1e6 },
    { name: 'far', milliseconds: 1, operations: 0, bytes: 1e7 },
  ],
  steps: [
    { name: 'W0', engine: 'ours', milliseconds: 4.2, steps: 20, problem: '' },
    { name: 'W0', engine: 'stock', milliseconds: null, steps: 0, problem: 'no memory' },
  ],
};

const REPORT = deviceReport({
  ...{ program: 'P 1', host: 'Chrome/140.1', date: new Date(0), device: DEVICE, measure: MEASURE },
  check: {
    scope: 'quick',
    rows: [
      { part: 'op', name: 'linear', size: '3×3', error: 0.2, worst: 'dx', repeats: true, problem: '' },
      { part: 'op', name: 'conv2d', size: '1×1', error: 70, worst: 'dw', repeats: true, problem: '' },
    ],
  },
});

const TUNED = {
  ...{ key: 'linear 64×64×64', title: 'matrix product' },
  ...{ rule: { part: 64 }, ruleMilliseconds: 2, chosen: { part: 32 }, chosenMilliseconds: 1 },
};

describe('a report of a device', () => {
  it('is read as it was written', () => {
    expect(readDeviceReport(JSON.stringify(REPORT))).toEqual(REPORT);
    const tuned = { ...REPORT, tune: [TUNED] };
    expect(readDeviceReport(JSON.stringify(tuned))).toEqual(tuned);
    expect(reportText(tuned)).toContain('linear 64×64×64');
  });

  it.each([
    ['', 'no JSON'],
    ['{"format":"vicregl-device","version":2}', 'another version'],
    [
      JSON.stringify({ ...REPORT, measure: { ...MEASURE, speed: { ...MEASURE.speed, bytesPerSecond: -1 } } }),
      'a speed below zero',
    ],
    [
      JSON.stringify({ ...REPORT, check: { scope: 'quick', rows: Array(3000).fill(REPORT.check!.rows[0]) } }),
      'too many rows',
    ],
  ])('is refused where it is none (%#)', (content) => {
    expect(() => readDeviceReport(content)).toThrow('This is no report of a device');
  });

  it('is text for a bug report: what is wrong, what is slow', () => {
    const text = reportText(REPORT);
    expect(text).toContain('conv2d, 1×1: error 70 times what is allowed at dw.');
    expect(text).not.toContain('linear, 3×3');
    expect(text).toContain('1.00 TFLOP/s');
    expect(text).toMatch(/W0: 8 images of 32 px \|\s+4\.20 ms \|\s+failed: no memory/);
    // What is furthest from its roof comes first.
    expect(text.indexOf('| far')).toBeLessThan(text.indexOf('| near'));
    expect(text).toContain('v7');
  });
});

it('an op’s roof is the longer of its arithmetic and its bytes', () => {
  const [near, far] = MEASURE.ops;
  expect(shareOfRoof(near!, MEASURE.speed)).toBeCloseTo(0.9);
  expect(shareOfRoof(far!, MEASURE.speed)).toBeCloseTo(0.1);
  expect(boundOf(near!, MEASURE.speed)).toBe('arithmetic');
  expect(boundOf(far!, MEASURE.speed)).toBe('memory');
});

it('a device is another one with another driver, browser or program', () => {
  const key = deviceKey(DEVICE, 'Chrome 140', 'P 1');
  expect(deviceKey({ ...DEVICE, maxBufferSize: 2 }, 'Chrome 140', 'P 1')).toBe(key);
  const others = [
    deviceKey({ ...DEVICE, adapter: { ...DEVICE.adapter!, driver: 'v8' } }, 'Chrome 140', 'P 1'),
    deviceKey(DEVICE, 'Chrome 141', 'P 1'),
    deviceKey(DEVICE, 'Chrome 140', 'P 2'),
  ];
  expect(new Set([key, ...others]).size).toBe(4);
});

describe('the table of devices', () => {
  it('has a row a report', () => {
    const [, , row] = devicesTable([REPORT]).split('\n');
    expect(row).toMatch(/Some card .* Chrome 140 .* 1 of 2 .* 4\.20 ms, –/);
  });

  it('in docs/DEVICES.md is that of docs/devices: else run node scripts/devices.mjs', () => {
    const docs = new URL('../../docs/', import.meta.url);
    const files = readdirSync(new URL('devices/', docs)).filter((name) => name.endsWith('.json'));
    const reports = files.map((name) =>
      readDeviceReport(readFileSync(new URL(`devices/${name}`, docs), 'utf8')),
    );
    expect(reports.length).toBeGreaterThan(1);
    expect(readFileSync(new URL('DEVICES.md', docs), 'utf8')).toContain(devicesTable(reports));
  });
});
