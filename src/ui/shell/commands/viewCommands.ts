import type { Command, CommandContext } from './command';

/** Views that have a digit as their key. */
const DIGITS = 9;

/** Which views are on show. The digits go with the tabs, in their order. */
export function viewCommands({ onShow }: CommandContext): Command[] {
  const { views, view, beside, hasRoomBeside, show, showBeside, usualOrder } = onShow;
  const group = 'Views';
  return [
    ...views.map(({ id, title }, index): Command => ({
      id: `view.${id}`,
      title: `Show “${title}”`,
      group,
      words: 'view tab open',
      ...(index < DIGITS ? { keys: String(index + 1) } : {}),
      act: () => show(id),
    })),
    ...views.map(({ id, title }): Command => ({
      id: `beside.${id}`,
      title: `Show “${title}” beside`,
      group,
      words: 'split second view',
      isThere: () => hasRoomBeside && id !== view.id && id !== beside?.id,
      act: () => showBeside(id),
    })),
    {
      id: 'beside.close',
      title: 'Close the view beside',
      group,
      words: 'split',
      isThere: () => beside !== null,
      act: () => showBeside(null),
    },
    {
      id: 'view.order',
      title: 'Put the tabs in their usual order',
      group,
      words: 'arrange views',
      act: usualOrder,
    },
  ];
}
