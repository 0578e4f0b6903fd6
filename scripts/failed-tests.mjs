/** @file Which tests failed, and of what, from the reports of the runners: a log is long, and its end is what one reads. */
import { stripVTControlCharacters } from 'node:util';

/** Lines of a message that say what was expected; what follows is the stack. */
const MESSAGE_LINES = 6;

/**
 * @typedef {{ name: string; message: string }} FailedTest
 * @typedef {{ failed: FailedTest[]; flaky: FailedTest[] }} Troubles `flaky`: what passed when it was tried again.
 */

/** @param {string | undefined} text */
function shortened(text) {
  const lines = stripVTControlCharacters(text ?? '').split('\n');
  return lines
    .filter((line) => line.trim() !== '' && !/^\s+at /.test(line))
    .slice(0, MESSAGE_LINES)
    .join('\n');
}

/** @returns {Troubles} of Vitest's JSON report; a file that could not be loaded counts as one. */
export function vitestTroubles(report, root) {
  const failed = (report?.testResults ?? []).flatMap(({ name, status, message, assertionResults }) => {
    const file = name.startsWith(root) ? name.slice(root.length) : name;
    const tests = assertionResults
      .filter((test) => test.status === 'failed')
      .map(({ fullName, failureMessages }) => ({
        name: `${file} › ${fullName}`,
        message: shortened(failureMessages[0]),
      }));
    const notLoaded = status === 'failed' && tests.length === 0;
    return notLoaded ? [{ name: file, message: shortened(message) }] : tests;
  });
  return { failed, flaky: [] };
}

/** @returns {Troubles} of Playwright's JSON report. */
export function playwrightTroubles(report) {
  const tests = (report?.suites ?? []).flatMap((suite) => testsOf(suite, []));
  const broken = (report?.errors ?? []).map(({ message }) => ({
    name: 'outside of tests',
    message: shortened(message),
  }));
  const those = (wanted) =>
    tests
      .filter(({ status }) => status === wanted)
      .map(({ name, results }) => ({ name, message: shortened(firstError(results)) }));
  return { failed: [...broken, ...those('unexpected')], flaky: those('flaky') };
}

function testsOf({ title, specs = [], suites = [] }, above) {
  const path = [...above, title];
  const own = specs.flatMap((spec) =>
    spec.tests.map((test) => ({ ...test, name: [...path, spec.title].join(' › ') })),
  );
  return [...own, ...suites.flatMap((suite) => testsOf(suite, path))];
}

function firstError(results) {
  return results.find(({ error }) => error !== undefined)?.error.message;
}

/** What a person reads at the end of a run; empty where there is nothing to say. */
export function troublesText(troubles) {
  const list = (title, tests) =>
    tests.length === 0
      ? []
      : [title, ...tests.flatMap(({ name, message }) => [`  ${name}`, message.replace(/^/gm, '      ')])];
  return [
    ...list(
      'Passed only when tried again:',
      troubles.flatMap(({ flaky }) => flaky),
    ),
    ...list(
      'Failed:',
      troubles.flatMap(({ failed }) => failed),
    ),
  ].join('\n');
}
