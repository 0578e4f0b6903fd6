import type { Plugin, Rolldown } from 'vite';

export const PAGE_PROGRAM: string;
export const PAGE_FILES: Rolldown.CodeSplittingOptions;
export function pagePreload(): Plugin;
