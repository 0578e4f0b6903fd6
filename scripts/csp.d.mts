import type { Plugin } from 'vite';

export const FRAMING: string;
export const PAGE_POLICY: string;
export const SERVER_POLICY: string;
export function contentPolicy(): Plugin;
