import js from '@eslint/js';
import { createTypeScriptImportResolver } from 'eslint-import-resolver-typescript';
import { importX } from 'eslint-plugin-import-x';
import reactHooks from 'eslint-plugin-react-hooks';
import tseslint from 'typescript-eslint';

/**
 * The rooms of the house, lowest first: a room may import from itself and from the rooms before it, as an image
 * travels through VICRegL. `ui` and `cli` are the two roofs and do not see each other. Two definitions lie low: the
 * distortions, from which the configuration has its fields, and the criterion, on which the fused ops are built.
 */
const ROOMS = [
  'random',
  'augment/distortions',
  'config',
  'augment',
  'compute',
  'tensors',
  'vicregl/definition',
  'ops',
  'gpu',
  'wasm',
  'reports',
  'formats',
  'data',
  'nn',
  'vicregl',
  'optim',
  'evaluation',
  'training',
  'device',
  'exporting',
  'lib',
  'looks',
  'sweep',
  'experiments',
  'storage',
  'worker',
  'offline',
  'ui',
];

/** The rooms of the page itself, in the same way. */
const PAGE_ROOMS = ['theme', 'history', 'store', 'controls', 'views', 'panels', 'shell'];

const PAGE_ONLY = ['react', 'react-dom', 'zustand', 'plotly.js', '@mantine/*', 'comlink'];

/** The rooms inside a room's folder, which lie below it. */
const roomsIn = (room) => ROOMS.filter((name) => name.startsWith(`${room}/`));

function notAbove(room, above) {
  return above.map((name) => {
    const message = `src/${room} lies below ${name}/ and must not import from it.`;
    // From a room inside it, the rest of a folder is one step up.
    if (room.startsWith(`${name}/`)) return { regex: '^\\.\\./(?!\\.\\./)', message };
    const inner = roomsIn(name).filter((inside) => ROOMS.indexOf(inside) <= ROOMS.indexOf(room));
    const except = inner.flatMap((inside) => [`!**/${inside}`, `!**/${inside}/**`]);
    return { group: [`**/${name}/*`, `**/${name}/**`, ...except], message };
  });
}

/** A rule of a narrower folder takes the place of the room's, so it repeats it. */
function rulesOfPageRoom(room) {
  const above = ['cli', ...PAGE_ROOMS.slice(PAGE_ROOMS.indexOf(room) + 1)];
  return {
    files: [`src/ui/${room}/**/*.{ts,tsx}`],
    ignores: ['**/*.test.ts', '**/*.test.tsx'],
    rules: { 'no-restricted-imports': ['error', { patterns: notAbove(`ui/${room}`, above) }] },
  };
}

function rulesOfRoom(room) {
  const above = ROOMS.slice(ROOMS.indexOf(room) + 1).concat('cli');
  const lower = room !== 'ui' && room !== 'worker';
  return {
    files: [`src/${room}/**/*.{ts,tsx}`],
    ignores: ['**/*.test.ts', '**/*.test.tsx', ...roomsIn(room).map((inside) => `src/${inside}/**`)],
    rules: {
      'no-restricted-imports': [
        'error',
        {
          patterns: [
            ...notAbove(room, above),
            ...(lower ? [{ group: PAGE_ONLY, message: 'The engine knows nothing of the page.' }] : []),
          ],
        },
      ],
      ...(lower
        ? {
            'no-restricted-globals': [
              'error',
              'document',
              'window',
              'localStorage',
              'sessionStorage',
              'location',
            ],
          }
        : {}),
    },
  };
}

export default tseslint.config(
  { ignores: ['dist', 'node_modules', 'test-results', 'playwright-report', 'coverage', 'src/wasm/assembly'] },
  js.configs.recommended,
  {
    files: ['**/*.{ts,tsx}'],
    extends: [tseslint.configs.strictTypeChecked, tseslint.configs.stylisticTypeChecked],
    plugins: { 'import-x': importX },
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    settings: { 'import-x/resolver-next': [createTypeScriptImportResolver()] },
    rules: {
      'import-x/no-cycle': 'error',
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      '@typescript-eslint/consistent-type-definitions': 'off',
      // A function that answers with a promise may be async only so that what it throws becomes a rejection.
      '@typescript-eslint/require-await': 'off',
      // Index arithmetic in numerical code knows its bounds; `!` says so with the least noise.
      '@typescript-eslint/no-non-null-assertion': 'off',
      // An op takes attributes that its composition has no use for, such as the precision of what it stores.
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_$' }],
      '@typescript-eslint/no-confusing-void-expression': ['error', { ignoreArrowShorthand: true }],
    },
  },
  { files: ['src/ui/**/*.{ts,tsx}'], ...reactHooks.configs.flat['recommended-latest'] },
  ...ROOMS.map(rulesOfRoom),
  ...PAGE_ROOMS.map(rulesOfPageRoom),
  {
    files: ['e2e/*.spec.ts'],
    rules: {
      'no-restricted-imports': [
        'error',
        {
          name: '@playwright/test',
          importNames: ['test'],
          message: 'The one of ./support/test also fails where a page does what its policy forbids.',
        },
      ],
    },
  },
  {
    files: ['**/*.{js,mjs}'],
    languageOptions: {
      globals: { process: 'readonly', console: 'readonly', URL: 'readonly', document: 'readonly' },
    },
  },
);
