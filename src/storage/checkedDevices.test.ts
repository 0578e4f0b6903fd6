import { expect, it } from 'vitest';
import type { CheckRow } from '../device/check/checkRow';
import { checkedDevices } from './checkedDevices';

const WRONG: CheckRow = {
  ...{ part: 'op', name: 'linear', size: '3×3', error: 5, worst: 'y0', repeats: true, problem: '' },
};

function fakeStorage() {
  const values = new Map<string, string>();
  return {
    values,
    getItem: (key: string) => values.get(key) ?? null,
    setItem: (key: string, value: string) => void values.set(key, value),
  };
}

it('remembers what was wrong with a device, and that nothing was', () => {
  const storage = fakeStorage();
  const devices = checkedDevices(() => storage);
  expect(devices.find('a')).toBeUndefined();
  devices.keep('a', [WRONG]);
  devices.keep('b', []);
  expect(checkedDevices(() => storage).find('a')).toEqual([WRONG]);
  expect(devices.find('b')).toEqual([]);
  devices.keep('a', []);
  expect(devices.find('a')).toEqual([]);
});

it('forgets the oldest of many', () => {
  const storage = fakeStorage();
  const devices = checkedDevices(() => storage);
  for (let device = 0; device < 30; device++) devices.keep(String(device), []);
  expect(devices.find('0')).toBeUndefined();
  expect(devices.find('29')).toEqual([]);
});

it('takes what it cannot read for nothing', () => {
  const storage = fakeStorage();
  const devices = checkedDevices(() => storage);
  devices.keep('a', []);
  for (const text of ['{', '[{"key":1}]', 'null']) {
    for (const name of storage.values.keys()) storage.values.set(name, text);
    expect(devices.find('a')).toBeUndefined();
  }
});

it('lets a browser be that keeps nothing', () => {
  const devices = checkedDevices(() => {
    throw new Error('no storage here');
  });
  devices.keep('a', []);
  expect(devices.find('a')).toBeUndefined();
});
