import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { WORDS } from './glossary';

/** Words and meanings of the table in docs/ARCHITECTURE.md, which says more to who reads the code. */
function documented(): Map<string, string> {
  const text = readFileSync(new URL('../../docs/ARCHITECTURE.md', import.meta.url), 'utf8');
  const table = text.slice(text.indexOf('\n## Words'), text.indexOf('\n## Tests'));
  const rows = table.split('\n').filter((line) => line.startsWith('|'));
  return new Map(
    rows.slice(2).map((line) => {
      const [, word, means] = line.split('|').map((cell) => cell.trim());
      return [word!, means!.replaceAll("'", '’')];
    }),
  );
}

it('means the same as the documentation by every word that both have', () => {
  const inDocs = documented();
  const shared = WORDS.filter(({ word }) => inDocs.has(word));
  expect(shared.length).toBeGreaterThanOrEqual(10);
  for (const { word, means } of shared) expect(inDocs.get(word)!.slice(0, means.length)).toBe(means);
});

it('is in alphabetical order, each word once', () => {
  const words = WORDS.map(({ word }) => word);
  expect(words).toEqual([...new Set(words)].sort((one, other) => one.localeCompare(other, 'en')));
});
