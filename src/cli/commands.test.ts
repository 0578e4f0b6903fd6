import { expect, it } from 'vitest';
import { readFileSync } from 'node:fs';
import { COMMANDS, help } from './commands';

it('lists every command with its summary, and each is a script of the package', () => {
  const { scripts } = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8')) as {
    scripts: Record<string, string>;
  };
  expect(COMMANDS.length).toBeGreaterThan(0);
  const width = Math.max(...COMMANDS.map(({ name }) => name.length));
  for (const { name, summary, parser } of COMMANDS) {
    expect(help()).toContain(`  ${name.padEnd(width)}  ${summary}`);
    expect(scripts[name]).toBe(`node scripts/cli.mjs ${name}`);
    expect(parser().helpInformation()).toContain(summary.slice(0, 30));
  }
});
