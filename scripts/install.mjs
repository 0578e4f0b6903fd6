/** @file Makes sure that the npm packages are there. Needs nothing but Node and npm. */
import { spawnSync } from 'node:child_process';
import { existsSync, statSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

export const ROOT = fileURLToPath(new URL('..', import.meta.url));

const OLDEST_NODE = 20;

/** Runs a command in the project's folder with its output shown; its exit code. */
export function run(command, args, options = {}) {
  const result = spawnSync(command, args, {
    cwd: ROOT,
    stdio: 'inherit',
    shell: process.platform === 'win32',
    ...options,
  });
  if (result.error) console.error(`${command}: ${result.error.message}`);
  return result.status ?? 1;
}

/** Installs the packages when they are missing or older than the lock file; ends the program when that fails. */
export function ensureInstalled() {
  if (Number(process.versions.node.split('.')[0]) < OLDEST_NODE) {
    console.error(
      `Node ${process.versions.node} is too old: Node ${OLDEST_NODE} or newer is needed (https://nodejs.org).`,
    );
    process.exit(2);
  }
  const installed = `${ROOT}node_modules/.package-lock.json`;
  const wanted = `${ROOT}package-lock.json`;
  if (existsSync(installed) && statSync(installed).mtimeMs >= statSync(wanted).mtimeMs) return;
  console.log('Installing packages …');
  if (run('npm', ['ci', '--no-audit', '--no-fund']) !== 0) {
    console.error('npm ci failed: see above. Is the npm registry within reach?');
    process.exit(1);
  }
}
