import { CommanderError } from 'commander';
import { describe, expect, it } from 'vitest';
import { optionError } from '../process/optionErrors';
import { TRAIN_LINE } from './options';

const needed = ['--data', 'synthetic', '--out', 'x'];

function refusal(...args: string[]): string {
  try {
    TRAIN_LINE.parse(args);
  } catch (error) {
    return optionError(error as CommanderError, TRAIN_LINE.parser());
  }
  throw new Error(`${args.join(' ')} was taken`);
}

describe('TRAIN_LINE', () => {
  it.each(['1', '200', '1e3', '10000000'])('takes %s steps', (text) => {
    expect(TRAIN_LINE.parse([...needed, '--steps', text]).steps).toBe(Number(text));
  });

  it.each(['0', '-1', '1.5', 'many', '', ' ', '0x10', '1e300', 'Infinity', '1,000', '10000001'])(
    'refuses "%s" steps',
    (text) => {
      expect(refusal(...needed, '--steps', text)).toMatch(/--steps.*whole number from 1 to 10,000,000/);
    },
  );

  it('takes probes by name, in the order in which they are shown', () => {
    expect(TRAIN_LINE.parse(needed).probe).toEqual([]);
    expect(TRAIN_LINE.parse([...needed, '--probe', 'matching, linear,matching']).probe).toEqual([
      'linear',
      'matching',
    ]);
    expect(refusal(...needed, '--probe', 'linear,magic')).toMatch(/--probe.*probes are linear, knn/);
  });

  it('says what is possible, in one line', () => {
    for (const [args, words] of [
      [
        [...needed, '--dta', 'x'],
        /^There is no option --dta; there are --data, --out, --resume, .*--backend/,
      ],
      [['--data'], /^--data needs a value: "synthetic", a CIFAR/],
      [['--data', 'synthetic'], /^--out is missing: folder for the results/],
      [[...needed, 'runs/first'], /^There is a word too many.*npm run train -- --help/],
      [['--resume', 'runs/first', '--tune'], /'--resume <path>' cannot be used with option '--tune'/],
      [[...needed, '--backend', 'abacus'], /auto, webgpu, wasm/],
      [[...needed, '--pictures', '1'], /whole number from 2 to 64/],
      [[...needed, '--\u001b[2Kx'], /^There is no option --\\u001b\[2Kx;/],
      [[...needed, `--${'x'.repeat(5000)}`], /^There is no option --x+…x+;/],
    ] as const) {
      const message = refusal(...args);
      expect(message).toMatch(words);
      expect(message).not.toMatch(/\p{Cc}/u);
      expect(message.length).toBeLessThan(400);
    }
  });
});
