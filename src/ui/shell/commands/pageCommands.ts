import type { Command, CommandContext } from './command';

/** What lies over the page, and how it looks. */
export function pageCommands({ openers, toggleScheme }: CommandContext): Command[] {
  const group = 'Page';
  return [
    {
      id: 'page.commands',
      title: 'All commands',
      group,
      keys: 'mod+K',
      isForTyping: true,
      words: 'palette search',
      act: openers.palette,
    },
    {
      id: 'page.help',
      title: 'Help, and all keys',
      group,
      keys: 'shift+?',
      words: 'shortcuts measures marks',
      act: openers.help,
    },
    {
      id: 'page.tour',
      title: 'Take the tour',
      group,
      words: 'introduction first steps guide',
      act: openers.tour,
    },
    {
      id: 'page.runs',
      title: 'Runs in this browser',
      group,
      keys: 'L',
      words: 'library history',
      act: openers.runs,
    },
    {
      id: 'page.share',
      title: 'Share this run as a link, or cite it',
      group,
      words: 'address url citation markdown bibtex copy',
      act: openers.share,
    },
    {
      id: 'page.scheme',
      title: 'Switch between light and dark colours',
      group,
      keys: 'D',
      words: 'theme scheme dark mode',
      act: toggleScheme,
    },
  ];
}
