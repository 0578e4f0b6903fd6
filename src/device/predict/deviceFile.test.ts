import { expect, it } from 'vitest';
import { MOST_DEVICE_BYTES, speedFromBytes } from './deviceFile';
import { TYPICAL_DEVICES } from './typicalDevices';

const speed = TYPICAL_DEVICES.laptop;
const bytesOf = (value: unknown) => new TextEncoder().encode(JSON.stringify(value));
const refusal = (bytes: Uint8Array) => {
  try {
    return speedFromBytes(bytes, '"a.json"');
  } catch (error) {
    return error;
  }
};

it.each([
  ['alone', speed],
  ['in a report', { adapter: 'any', measure: { speed, ops: [] } }],
  ['as the bench prints it', { what: 'device', data: { measure: { speed } } }],
])('reads a speed %s', (_, value) => {
  expect(speedFromBytes(bytesOf(value), 'a.json')).toEqual(speed);
});

it.each([
  ['no JSON', new TextEncoder().encode('{"measure":'), 'no valid JSON'],
  ['another file', bytesOf({ model: {} }), 'operationsPerSecond is missing'],
  ['no object', bytesOf(null), 'has no speed'],
  [
    'a speed of zero',
    bytesOf({ measure: { speed: { ...speed, bytesPerSecond: 0 } } }),
    'measure.speed.bytesPerSecond',
  ],
  ['text for a number', bytesOf({ ...speed, secondsPerSubmit: '5' }), 'secondsPerSubmit'],
  ['one that is nested deeply', new TextEncoder().encode('['.repeat(100)), 'nested too deeply'],
  ['one that is too large', new Uint8Array(MOST_DEVICE_BYTES + 1), 'larger than 4 MB'],
])('refuses %s', (_, bytes, reason) => {
  expect(refusal(bytes)).toMatchObject({
    info: {
      code: 'data_unreadable',
      message: expect.stringContaining(reason) as string,
      doing: 'reading the speed of a device',
      remedy: expect.stringContaining('bench -- device') as string,
    },
  });
});
