// In a layer, below our own rules: views bring theirs when they are loaded, in any order.
import '@mantine/core/styles.layer.css';
import { MantineProvider } from '@mantine/core';
import { Shell } from './shell/Shell';
import { SessionProvider } from './store/context';
import { NO_LESSON, type Lesson } from './store/lesson';
import { LessonContext } from './store/lessonContext';
import type { Session } from './store/session';
import './theme/global.css';
import { theme } from './theme/theme';
import { adoptVariables } from './theme/variables';

adoptVariables();

interface AppProps {
  readonly session: Session;
  /** What a link to a class says beside the settings. */
  readonly lesson?: Lesson;
}

/** The playground over a session. */
export function App({ session, lesson = NO_LESSON }: AppProps) {
  return (
    // Both would be style elements, which the page's policy forbids.
    <MantineProvider
      theme={theme}
      defaultColorScheme="auto"
      withCssVariables={false}
      withGlobalClasses={false}
    >
      <SessionProvider session={session}>
        <LessonContext value={lesson}>
          <Shell />
        </LessonContext>
      </SessionProvider>
    </MantineProvider>
  );
}
