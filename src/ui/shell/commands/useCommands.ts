import { useComputedColorScheme, useMantineColorScheme } from '@mantine/core';
import { useCallback } from 'react';
import { useSession } from '../../store/context';
import { useLesson } from '../../store/lessonContext';
import type { Openers } from '../openers';
import { useReveal } from '../reveal';
import { useSave } from '../useSave';
import { useViewOnShow } from '../viewOnShow';
import type { Command } from './command';
import { commandsOf } from './commands';

/** Gives all commands as things stand when it is called. */
export function useCommands(openers: Openers, togglePanels: () => void): () => readonly Command[] {
  const session = useSession();
  const lesson = useLesson();
  const onShow = useViewOnShow();
  const reveal = useReveal();
  const save = useSave();
  const { setColorScheme } = useMantineColorScheme();
  const scheme = useComputedColorScheme('light');
  return useCallback(
    () =>
      commandsOf({
        session,
        lesson,
        onShow,
        openers,
        reveal,
        save,
        toggleScheme: () => setColorScheme(scheme === 'light' ? 'dark' : 'light'),
        togglePanels,
      }),
    [session, lesson, onShow, openers, reveal, save, setColorScheme, scheme, togglePanels],
  );
}
