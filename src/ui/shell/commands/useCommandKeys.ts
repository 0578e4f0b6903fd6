import { getHotkeyHandler } from '@mantine/hooks';
import { useEffect, useEffectEvent } from 'react';
import type { Command } from './command';

/** Has the keys of commands act; silent while something that takes keys itself has the focus. */
export function useCommandKeys(commands: () => readonly Command[]): void {
  const press = useEffectEvent((event: KeyboardEvent) => {
    if (event.defaultPrevented) return;
    for (const command of commands()) {
      const { keys } = command;
      if (keys === undefined || isTaken(event, command)) continue;
      const act = () => {
        if (command.isThere?.() === false) return;
        event.preventDefault();
        command.act();
      };
      getHotkeyHandler([[keys, act, { preventDefault: false }]])(event);
    }
  });
  useEffect(() => {
    document.addEventListener('keydown', press);
    return () => document.removeEventListener('keydown', press);
  }, []);
}

/** Inputs that are no text. */
const PRESSED = 'input:is([type=checkbox], [type=radio], [type=range])';

/** An open dialog or menu answers all keys, a text those that write, a focused button the space bar. */
function isTaken({ target, key, ctrlKey, metaKey }: KeyboardEvent, { isForTyping }: Command): boolean {
  if (!(target instanceof Element)) return false;
  const isIn = (selector: string) => target.closest(selector) !== null;
  if (isIn('[role="dialog"], [role="menu"]')) return true;
  if (isForTyping === true) return false;
  if (isIn('textarea, select, [contenteditable], input') && !(isIn(PRESSED) && (ctrlKey || metaKey)))
    return true;
  return key === ' ' && isIn('button, a, summary, [role="switch"]');
}
