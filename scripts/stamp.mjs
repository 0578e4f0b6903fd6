/** @file Which program something was made by: its version and, in a checkout of git, the commit. */
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from './install.mjs';

function programText() {
  const { version } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8'));
  const git = spawnSync('git', ['describe', '--always', '--dirty', '--exclude', '*'], {
    cwd: ROOT,
    encoding: 'utf8',
  });
  const commit = git.status === 0 ? ` (${git.stdout.trim()})` : '';
  return `VICRegL Playground ${version}${commit}`;
}

/**
 * A plugin of Vite, for everything that contains `src/program.ts`.
 * @param text for a build from inside a bundle, which no longer lies where the project's root is found.
 */
export function stamp(text = programText()) {
  return {
    name: 'stamp',
    config: () => ({ define: { __PROGRAM__: JSON.stringify(text) } }),
  };
}
