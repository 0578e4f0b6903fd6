import type { Plugin } from 'vite';

export function packageChanges(): Plugin;
