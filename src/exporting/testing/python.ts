import { spawnSync } from 'node:child_process';

/** Where Python may be: the one of the path, and that of the system, for which Debian has packages. */
const PLACES = ['python3', '/usr/bin/python3'];

/** A Python that has these modules; `undefined` where none is installed, for tests that then say so. */
export function pythonWith(...modules: readonly string[]): string | undefined {
  return PLACES.find((place) => spawnSync(place, ['-c', `import ${modules.join(', ')}`]).status === 0);
}

/**
 * What a program prints, with the arguments.
 * @throws Error with what it said, where it fails
 */
export function printed(program: string, args: readonly string[], cwd?: string): string {
  const { status, stdout, stderr, error } = spawnSync(program, args, {
    encoding: 'utf8',
    maxBuffer: 2 ** 28,
    ...(cwd === undefined ? {} : { cwd }),
  });
  if (status !== 0) throw new Error(error?.message ?? stderr);
  return stdout;
}
