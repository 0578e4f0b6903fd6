import type { SpaceName } from '../../../worker/protocol';

interface SpaceWords {
  readonly title: string;
  /** What a network may lack. */
  readonly expander: string;
}

export const SPACE_WORDS: Readonly<Record<SpaceName, SpaceWords>> = {
  representation: { title: 'Representation', expander: 'backbone' },
  embedding: { title: 'Embedding', expander: 'global expander: its α is 0' },
  maps: { title: 'Map embedding', expander: 'local expander: its α is 1' },
};
