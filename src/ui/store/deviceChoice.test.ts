import { describe, expect, it } from 'vitest';
import { deviceChoiceOf, withDeviceChoice } from './deviceChoice';

describe('the choice of the device in the address', () => {
  it.each([
    ['', 'auto'],
    ['?device=gpu', 'gpu'],
    ['?a=1&device=processor', 'processor'],
    ['?device=abacus', 'auto'],
  ])('%s is %s', (search, choice) => {
    expect(deviceChoiceOf(search)).toBe(choice);
  });

  it('changes alone: the configuration and other parameters stay', () => {
    const address = 'https://example.org/play/?a=1#c=abc';
    const chosen = withDeviceChoice(address, 'gpu');
    expect(chosen).toBe('https://example.org/play/?a=1&device=gpu#c=abc');
    expect(withDeviceChoice(chosen, 'processor')).toBe(
      'https://example.org/play/?a=1&device=processor#c=abc',
    );
    expect(withDeviceChoice(chosen, 'auto')).toBe(address);
  });
});
