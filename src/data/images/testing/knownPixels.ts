/** Test support: fingerprints of what the files in `src/data/fixtures/kinds` decode to, in the browser and in Node. */
export const KNOWN_PIXELS = {
  'bird/0.jfif': 'f75db4594989d476',
  'cat/0.jpg': '84818e666dc00dfa',
  'dog/0.tif': '22a40273fd3f2891',
} as const;
