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

/** Runs suites in turn until none is left to take; their sums. */
async function runSuites(left) {
  const sums = [];
  for (let name = left.shift(); name !== undefined; name = left.shift()) {
    const begun = performance.now();
    sums.push(await SUITES[name](name, []));
    console.log(`${name} | took ${Math.round((performance.now() - begun) / 1000)} s`);
  }
  return sums;
}

async function runAll() {
  const left = Object.keys(SUITES);
  const sums = await Promise.all(Array.from({ length: SIDE_BY_SIDE }, () => runSuites(left)));
  return sums.flat();
}

const sums = suite === undefined ? await runAll() : [await suites[suite](undefined, args)];
const sum = (key) => sums.reduce((total, one) => total + one[key], 0);
const skipped = sum('skipped');
const said = troublesText(sums.map(({ troubles }) => troubles));
if (said !== '') console.log(said);
console.log(`${sum('passed')} passed, ${sum('failed')} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`);
process.exit(sum('failed') === 0 && sum('passed') > 0 ? 0 : 1);
