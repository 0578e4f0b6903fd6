/** @file Tells whether something built is older than what it is built from. */
import { existsSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from './install.mjs';

function newest(path) {
  const entry = statSync(path);
  if (!entry.isDirectory()) return entry.mtimeMs;
  return Math.max(entry.mtimeMs, ...readdirSync(path).map((name) => newest(join(path, name))));
}

/** True when `output` is missing or any of `sources` (files or folders, from the project's root) is newer. */
export function isStale(output, sources) {
  const built = join(ROOT, output);
  if (!existsSync(built)) return true;
  return sources.some((source) => newest(join(ROOT, source)) > statSync(built).mtimeMs);
}
