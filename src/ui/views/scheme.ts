import { useComputedColorScheme } from '@mantine/core';
import type { Scheme } from '../theme/tokens';

/** The colour scheme that is on show; CSS has it in the theme's variables, plots need it by name. */
export function useScheme(): Scheme {
  return useComputedColorScheme('light', { getInitialValueInEffect: false });
}
