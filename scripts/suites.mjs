/** @file The test suites: how each is run, and how its report is counted. */
import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { playwrightTroubles, vitestTroubles } from './failed-tests.mjs';
import { ROOT } from './install.mjs';

export const RESULTS = `${ROOT}test-results`;

/**
 * Runs a command in the project's folder. With a `label`, every line that it prints begins with it, so that the lines of
 * commands side by side can be told apart.
 * @returns its exit code.
 */
function runLabelled(label, command, args, env = {}) {
  return new Promise((resolve) => {
    const child = spawn(command, args, {
      cwd: ROOT,
      stdio: label === undefined ? 'inherit' : ['ignore', 'pipe', 'pipe'],
      shell: process.platform === 'win32',
      env: { ...process.env, ...env },
    });
    if (label !== undefined) {
      for (const stream of [child.stdout, child.stderr]) {
        createInterface({ input: stream }).on('line', (line) => console.log(`${label} | ${line}`));
      }
    }
    child.on('error', (error) => {
      console.error(`${command}: ${error.message}`);
      resolve(1);
    });
    child.on('close', (code) => resolve(code ?? 1));
  });
}

function readReport(name) {
  try {
    return JSON.parse(readFileSync(`${RESULTS}/${name}.json`, 'utf8'));
  } catch {
    return undefined;
  }
}

/**
 * What a suite came to. A runner that died without a failed test counts as one.
 * @param {import('./failed-tests.mjs').Troubles} [troubles] what failed, by name
 */
function counted(name, code, passed = 0, skipped = 0, { failed, flaky } = { failed: [], flaky: [] }) {
  const died = code !== 0 && failed.length === 0;
  const ended = { name, message: `It ended with exit code ${code}.` };
  return { passed, skipped, failed: died ? [ended] : failed, flaky };
}

/** Projects of `vite.config.ts` as one suite, with one report under the name of the first. */
function vitest(...projects) {
  const [name] = projects;
  return async (label, args) => {
    const code = await runLabelled(label, 'npx', [
      ...['vitest', 'run', ...projects.flatMap((project) => ['--project', project])],
      ...['--reporter=default', '--reporter=json', `--outputFile.json=${RESULTS}/${name}.json`, ...args],
    ]);
    const report = readReport(name);
    const skipped = (report?.numPendingTests ?? 0) + (report?.numTodoTests ?? 0);
    return counted(name, code, report?.numPassedTests, skipped, vitestTroubles(report, ROOT));
  };
}

/** End-to-end tests on a fresh build, with a report under `name`. @param which projects and files of theirs */
function playwright(name, which, env = {}) {
  return async (label, args) => {
    const built = await runLabelled(label, 'npx', ['vite', 'build', '--logLevel', 'warn']);
    if (built !== 0) return counted('vite build', built);
    const code = await runLabelled(label, 'npx', ['playwright', 'test', ...which, ...args], {
      PLAYWRIGHT_JSON_OUTPUT_NAME: `${RESULTS}/${name}.json`,
      ...env,
    });
    const report = readReport(name);
    const { expected = 0, flaky = 0, skipped } = report?.stats ?? {};
    return counted(name, code, expected + flaky, skipped, playwrightTroubles(report));
  };
}

/** Faults in one run on the processor. */
const MANY_FAULTS = { FAULTS: process.env.FAULTS ?? '50' };

/**
 * What each suite is called on the command line, and what runs it: `(label, arguments) → { passed, skipped, failed, flaky }`. The
 * longest come first, so that those that are left at the end are short.
 */
export const SUITES = {
  e2e: playwright('e2e', ['--project=e2e']),
  gpu: vitest('gpu'),
  unit: vitest('unit'),
  component: vitest('component'),
  bench: vitest('bench'),
};

/** What is long and rarely finds anything; it is run every night, each by its name. */
export const DEEP_SUITES = {
  deep: vitest('fuzz', 'deep', 'deep-gpu'),
  'deep-e2e': playwright('deep-e2e', ['e2e/nightly']),
  faults: playwright('faults', ['e2e/faults'], MANY_FAULTS),
  'long-run': playwright('long-run', ['e2e/longRun']),
};

/** Suites at once: each has work for one core, and the browser's tests do not bear much more beside them. */
export const SIDE_BY_SIDE = 2;
