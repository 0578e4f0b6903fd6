// In a layer, below our own rules: views bring theirs when they are loaded, in any order.
import '@mantine/core/styles.layer.css';
import { MantineProvider } from '@mantine/core';
import { Shell } from './shell/Shell';
import { SessionProvider } from './store/context';
import type { Session } from './store/session';
import './theme/global.css';
import { theme } from './theme/theme';
import { adoptVariables } from './theme/variables';

adoptVariables();

/** The playground over a session. */
export function App({ session }: { session: Session }) {
  return (
    // Both would be style elements, which the page's policy forbids.
    <MantineProvider
      theme={theme}
      defaultColorScheme="auto"
      withCssVariables={false}
      withGlobalClasses={false}
    >
      <SessionProvider session={session}>
        <Shell />
      </SessionProvider>
    </MantineProvider>
  );
}
