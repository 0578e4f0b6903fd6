import type { FieldShape } from './describe';

/** Bounds this far out, as of seeds, tell nobody anything. */
const FAR = 2 ** 30;

/** Which values a field takes, in words: "0 to 1", "whole, at least 1", "on, off"; `undefined` where it is a text. */
export function rangeText(shape: FieldShape): string | undefined {
  switch (shape.kind) {
    case 'boolean':
      return 'on, off';
    case 'choice':
      return shape.options.map(({ label }) => label).join(', ');
    case 'text':
    case 'integerList':
      return undefined;
    case 'number':
    case 'nullableNumber': {
      const { min, max, isMinOpen = false, integer } = shape;
      const low = Math.abs(min) < FAR ? (isMinOpen ? `more than ${text(min)}` : `at least ${text(min)}`) : '';
      const high = max < FAR ? `at most ${text(max)}` : '';
      const bounds =
        low !== '' && high !== '' && !isMinOpen
          ? `${text(min)} to ${text(max)}`
          : [low, high].filter((part) => part !== '').join(', ');
      const parts = [integer ? 'whole' : '', bounds, shape.kind === 'nullableNumber' ? 'or off' : ''];
      return parts.filter((part) => part !== '').join(', ');
    }
  }
}

function text(value: number): string {
  return value.toLocaleString('en', { maximumSignificantDigits: 6 });
}
