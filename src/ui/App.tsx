import '@mantine/core/styles.css';
import { MantineProvider } from '@mantine/core';
import { Shell } from './shell/Shell';
import { SessionProvider } from './store/context';
import type { Session } from './store/session';
import { cssVariables, theme } from './theme/theme';
import './theme/global.css';

/** The playground over a session. */
export function App({ session }: { session: Session }) {
  return (
    <MantineProvider theme={theme} cssVariablesResolver={cssVariables} defaultColorScheme="auto">
      <SessionProvider session={session}>
        <Shell />
      </SessionProvider>
    </MantineProvider>
  );
}
