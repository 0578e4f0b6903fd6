import { cp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { buildIn } from '../../scripts/offline.mjs';
import type { Build } from '../../src/offline/build';

/** What the next build calls itself. */
export const NEXT_PROGRAM = 'VICRegL Playground next';

const WORKER = 'service-worker.js';
const ASSETS = 'assets';
/** How a build names itself, wherever it does. */
const PROGRAM = /VICRegL Playground \d[^`"']*/g;
/** A program or style by the name that a build gave it. */
const HASHED = /(?<=^|[/"'`])[\w.-]+-[\w-]{8}\.(?:js|css)/g;

/**
 * Writes the site of a built folder as its next version: every program and style has another name, as if each had changed, and
 * the program calls itself `NEXT_PROGRAM`. Fonts and other files stay as they are.
 */
export async function writeNextBuild(built: string, next: string): Promise<Build> {
  await cp(built, next, { recursive: true });
  const named = new Set(
    (await readdir(join(built, ASSETS))).filter((name) => name.match(HASHED)?.[0] === name),
  );
  const renamed = (text: string) =>
    text
      .replaceAll(HASHED, (name) => (named.has(name) ? nextName(name) : name))
      .replaceAll(PROGRAM, NEXT_PROGRAM);
  const rewrite = async (from: string, to = from) => {
    const text = renamed(await readFile(join(built, from), 'utf8'));
    await writeFile(join(next, to), text);
  };
  await rewrite('index.html');
  for (const name of named) {
    await rm(join(next, ASSETS, name));
    await rewrite(join(ASSETS, name), join(ASSETS, nextName(name)));
  }

  const build = await buildIn(next);
  const [, ...program] = (await readFile(join(built, WORKER), 'utf8')).split('\n');
  await writeFile(join(next, WORKER), `const __BUILD__ = ${JSON.stringify(build)};\n${program.join('\n')}`);
  return build;
}

function nextName(name: string): string {
  return `next-${name}`;
}
