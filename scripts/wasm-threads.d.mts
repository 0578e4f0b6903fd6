import type { Plugin } from 'vite';

export function tfjsThreads(): Plugin;
