import {
  convertCssVariables,
  deepMerge,
  DEFAULT_THEME,
  defaultCssVariablesResolver,
  mergeMantineTheme,
} from '@mantine/core';
import { adoptStyle } from './adoptStyle';
import { cssVariables, theme } from './theme';

/** Gives the page the theme's variables. Mantine would write them into a style element, which the page's policy forbids. */
export function adoptVariables(): void {
  const whole = mergeMantineTheme(DEFAULT_THEME, theme);
  const variables = deepMerge(defaultCssVariablesResolver(whole), cssVariables(whole));
  adoptStyle(convertCssVariables(variables, ':root'));
}
