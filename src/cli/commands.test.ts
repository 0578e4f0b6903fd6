import { expect, it } from 'vitest';
import { readFileSync } from 'node:fs';
import { COMMANDS, help } from './commands';

it('lists every command with its summary, and each is a script of the package', () => {
  const { scripts } = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8')) as {
    scripts: Record<string, string>;
  };
  expect(COMMANDS.length).toBeGreaterThan(0);
  for (const { name, summary, parser } of COMMANDS) {
    expect(help()).toContain(`  ${name.padEnd(6)}  ${summary}`);
    expect(scripts[name]).toBe(`node scripts/cli.mjs ${name}`);
    expect(parser().helpInformation()).toContain(summary.slice(0, 30));
  }
});
