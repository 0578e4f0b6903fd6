import { expect, it } from 'vitest';
import type { Command } from './command';
import { findCommands } from './findCommands';
import { keysText } from './keysText';

const command = (title: string, words = ''): Command => ({
  id: title,
  title,
  words,
  group: 'Page',
  act: () => undefined,
});
const ALL = [
  command('Show “Evaluate”', 'view'),
  command('Evaluate now', 'probes'),
  command('Global weight α', 'loss.alpha'),
  command('Resümee'),
];
const titles = (query: string) => findCommands(ALL, query).map(({ title }) => title);

it('finds by all words, wherever they are, the closest first', () => {
  expect(titles('evaluate')).toEqual(['Evaluate now', 'Show “Evaluate”']);
  expect(titles('now eval')).toEqual(['Evaluate now']);
  expect(titles('α')).toEqual(['Global weight α']);
  expect(titles('ALPHA')).toEqual(['Global weight α']);
  expect(titles('resumee')).toEqual(['Resümee']);
  expect(titles('evaluate nothing')).toEqual([]);
  expect(titles('  ')).toHaveLength(ALL.length);
});

it('writes keys as the keyboard does', () => {
  expect(keysText('mod+shift+Z', true)).toEqual(['⌘', '⇧', 'Z']);
  expect(keysText('mod+K', false)).toEqual(['Ctrl', 'K']);
  expect(keysText('shift+?', false)).toEqual(['?']);
});
