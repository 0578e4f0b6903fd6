import { expect, it } from 'vitest';
import { playwrightTroubles, troublesText, vitestTroubles } from './failed-tests.mjs';

const VITEST = {
  testResults: [
    {
      name: '/there/src/sum.test.ts',
      status: 'failed',
      assertionResults: [
        { status: 'passed', fullName: 'adds', failureMessages: [] },
        {
          status: 'failed',
          fullName: 'subtracts',
          failureMessages: ['\u001b[31mexpected 1\u001b[39m\n\nto be 2\n    at sum.test.ts:3:1'],
        },
      ],
    },
    { name: '/there/src/broken.test.ts', status: 'failed', message: 'no such module', assertionResults: [] },
    { name: '/there/src/good.test.ts', status: 'passed', message: '', assertionResults: [] },
  ],
};

const spec = (title: string, status: string, message?: string) => ({
  title,
  tests: [{ status, results: [{ error: message === undefined ? undefined : { message } }, {}] }],
});
const PLAYWRIGHT = {
  errors: [{ message: 'the server did not start' }],
  suites: [
    {
      title: 'run.spec.ts',
      specs: [spec('trains', 'expected'), spec('pauses', 'flaky', 'too late')],
      suites: [{ title: 'on a phone', specs: [spec('stops', 'unexpected', 'never stopped')] }],
    },
  ],
};

it('names failed tests of Vitest, and files that could not be loaded', () => {
  expect(vitestTroubles(VITEST, '/there/').failed).toEqual([
    { name: 'src/sum.test.ts › subtracts', message: 'expected 1\nto be 2' },
    { name: 'src/broken.test.ts', message: 'no such module' },
  ]);
});

it('names failed tests of Playwright, and those that passed when they were tried again', () => {
  expect(playwrightTroubles(PLAYWRIGHT)).toEqual({
    failed: [
      { name: 'outside of tests', message: 'the server did not start' },
      { name: 'run.spec.ts › on a phone › stops', message: 'never stopped' },
    ],
    flaky: [{ name: 'run.spec.ts › pauses', message: 'too late' }],
  });
});

it('says nothing where nothing failed, nor where a runner left no report', () => {
  expect(troublesText([vitestTroubles(undefined, '/'), playwrightTroubles(undefined)])).toBe('');
  expect(troublesText([vitestTroubles(VITEST, '/there/'), playwrightTroubles(PLAYWRIGHT)])).toBe(
    [
      'Passed only when tried again:',
      '  run.spec.ts › pauses',
      '      too late',
      'Failed:',
      '  src/sum.test.ts › subtracts',
      '      expected 1',
      '      to be 2',
      '  src/broken.test.ts',
      '      no such module',
      '  outside of tests',
      '      the server did not start',
      '  run.spec.ts › on a phone › stops',
      '      never stopped',
    ].join('\n'),
  );
});
