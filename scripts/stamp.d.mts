import type { Plugin } from 'vite';

export function stamp(text?: string): Plugin;
