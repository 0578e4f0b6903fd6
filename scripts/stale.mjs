/** @file Tells whether something built is older than what it is built from. */
import { existsSync, readdirSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { ROOT } from './install.mjs';

/** What everything is built from; the scripts build it. */
export const BUILD_SOURCES = ['src', 'scripts', 'package.json', 'package-lock.json', 'tsconfig.json'];

function newest(path) {
  const entry = statSync(path);
  if (!entry.isDirectory()) return entry.mtimeMs;
  return Math.max(entry.mtimeMs, ...readdirSync(path).map((name) => newest(join(path, name))));
}

/** True when `output` is missing or any of `sources` (files or folders, from the project's root) is newer. */
export function isStale(output, sources) {
  const built = resolve(ROOT, output);
  if (!existsSync(built)) return true;
  return sources.some((source) => newest(resolve(ROOT, source)) > statSync(built).mtimeMs);
}
