import type { Plugin } from 'vite';
import type { Build } from '../src/offline/build';

export function buildIn(folder: string): Promise<Build>;
export function offline(): Plugin;
