import { spawnSync } from 'node:child_process';

/** What `npm run bench` found out about the smallest workload, in Chromium. */
export function bench(...args: string[]): { readonly status: number | null; readonly data: unknown } {
  const command = ['scripts/bench.mjs', ...args, '--workload', 'W0', '--json'];
  const { status, stdout } = spawnSync(process.execPath, command, { encoding: 'utf8' });
  return { status, data: (JSON.parse(stdout.slice(stdout.indexOf('{'))) as { data: unknown }).data };
}
