import type { KeptDataRecord } from '../keptDataRecord';

/** What is known of a small data set. */
export const SOME_DATA: Omit<KeptDataRecord, 'files' | 'bytes'> = {
  ...{ id: '0123456789abcdef', fingerprints: ['0123456789abcdef'], name: 'pets', source: 'images' },
  ...{ count: 2, height: 64, width: 64, classes: 2, keptAt: 1_000 },
};

const file = (path: string, content: string) => new File([content], path, { lastModified: 500 });

export const SOME_FILES: readonly File[] = [file('cat/1.png', 'one'), file('dog/1.png', 'other')];
