/** @file `npm test`: installs what is missing, builds, runs every test, and ends with the sums of all runners. */
import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import { ensureInstalled, ROOT, run } from './install.mjs';

ensureInstalled();
const { ensureChromium } = await import('./ensure-chromium.mjs');
process.env.CHROMIUM_PATH = ensureChromium();

const RESULTS = `${ROOT}test-results`;
rmSync(RESULTS, { recursive: true, force: true });
mkdirSync(RESULTS, { recursive: true });

function readReport(name) {
  try {
    return JSON.parse(readFileSync(`${RESULTS}/${name}.json`, 'utf8'));
  } catch {
    return undefined;
  }
}

/** Sums of one Vitest project; a runner that died without a report counts as one failure. */
function vitest(project) {
  const code = run('npx', [
    ...['vitest', 'run', '--project', project, '--reporter=default', '--reporter=json'],
    `--outputFile.json=${RESULTS}/${project}.json`,
  ]);
  const report = readReport(project);
  const failed = report?.numFailedTests ?? 0;
  return {
    passed: report?.numPassedTests ?? 0,
    failed: code !== 0 && failed === 0 ? 1 : failed,
    skipped: (report?.numPendingTests ?? 0) + (report?.numTodoTests ?? 0),
  };
}

function playwright() {
  const code = run('npx', ['playwright', 'test'], {
    env: { ...process.env, PLAYWRIGHT_JSON_OUTPUT_NAME: `${RESULTS}/e2e.json` },
  });
  const stats = readReport('e2e')?.stats;
  const failed = stats?.unexpected ?? 0;
  return {
    passed: (stats?.expected ?? 0) + (stats?.flaky ?? 0),
    failed: code !== 0 && failed === 0 ? 1 : failed,
    skipped: stats?.skipped ?? 0,
  };
}

const built = run('npx', ['vite', 'build', '--logLevel', 'warn']);
const runs = [
  vitest('unit'),
  vitest('gpu'),
  built === 0 ? playwright() : { passed: 0, failed: 1, skipped: 0 },
];
const sum = (key) => runs.reduce((total, one) => total + one[key], 0);
const skipped = sum('skipped');
console.log(`${sum('passed')} passed, ${sum('failed')} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`);
process.exit(sum('failed') === 0 && sum('passed') > 0 ? 0 : 1);
