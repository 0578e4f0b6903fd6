/**
 * @file `npm test`: installs what is missing, builds, runs every test, and ends with what failed and the sums of all runners.
 * `npm test -- unit src/nn` runs one suite; what follows its name goes to its runner. Deep suites are run by their names only.
 */
import { mkdirSync, rmSync } from 'node:fs';
import { performance } from 'node:perf_hooks';
import { troublesText } from './failed-tests.mjs';
import { ensureInstalled } from './install.mjs';
import { DEEP_SUITES, RESULTS, SIDE_BY_SIDE, SUITES } from './suites.mjs';

const [suite, ...args] = process.argv.slice(2);
const suites = { ...SUITES, ...DEEP_SUITES };
if (suite !== undefined && !Object.hasOwn(suites, suite)) {
  console.error(
    `There is no suite "${suite}". Usage: npm test -- [${Object.keys(suites).join('|')} [arguments]]`,
  );
  process.exit(2);
}
ensureInstalled();
const { ensureChromium } = await import('./ensure-chromium.mjs');
process.env.CHROMIUM_PATH = ensureChromium();
rmSync(RESULTS, { recursive: true, force: true });
mkdirSync(RESULTS, { recursive: true });

/** Runs suites in turn until none is left to take; what they came to. */
async function runSuites(left) {
  const results = [];
  for (let name = left.shift(); name !== undefined; name = left.shift()) {
    const begun = performance.now();
    results.push(await SUITES[name](name, []));
    console.log(`${name} | took ${Math.round((performance.now() - begun) / 1000)} s`);
  }
  return results;
}

async function runAll() {
  const left = Object.keys(SUITES);
  const results = await Promise.all(Array.from({ length: SIDE_BY_SIDE }, () => runSuites(left)));
  return results.flat();
}

const results = suite === undefined ? await runAll() : [await suites[suite](undefined, args)];
const sum = (count) => results.reduce((total, result) => total + count(result), 0);
const passed = sum((result) => result.passed);
const failed = sum((result) => result.failed.length);
const skipped = sum((result) => result.skipped);
const said = troublesText(results);
if (said !== '') console.log(said);
console.log(`${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`);
process.exit(failed === 0 && passed > 0 ? 0 : 1);
