/** @file What the built page is told to load at once, and how its program is cut into files. */

/** The program of the page; what comes before it is little, and starts the worker. */
export const PAGE_PROGRAM = 'src/ui/start.tsx';

/** What comes before it. */
const BEFORE =
  /(\/index\.html|\/src\/(ui\/main\.tsx|trustedTypes\.ts|failure\.ts|pendingCalls\.ts|worker\/\w+\.ts))$|\/comlink\/|^\0vite\//;

/** The service worker is no part of it, and runs alone. */
const OF_THE_PAGE = /^(?!.*\/src\/offline\/)/;

/**
 * One file for each of both, in place of the dozens that bundling would make of what views have in common: each costs a
 * request. For `rolldownOptions.output.codeSplitting`.
 */
export const PAGE_FILES = {
  groups: [
    { name: 'first', tags: ['$initial'], test: BEFORE, priority: 2 },
    { name: 'page', tags: ['$initial'], test: OF_THE_PAGE, priority: 1 },
  ],
};

/** The first script stands in the page already. */
const isFirst = ({ isEntry, facadeModuleId }) => isEntry && !facadeModuleId?.endsWith(PAGE_PROGRAM);

/** A plugin for `vite.config.ts`: the page asks for its program and styles while the first script is on its way. */
export function pagePreload() {
  return {
    name: 'page-preload',
    apply: 'build',
    transformIndexHtml: {
      order: 'post',
      handler: (_, { bundle }) => {
        const chunks = Object.values(bundle ?? {}).filter(({ type }) => type === 'chunk');
        const program = chunks.find(({ facadeModuleId }) => facadeModuleId?.endsWith(PAGE_PROGRAM));
        if (program === undefined) throw new Error(`The page has no chunk of ${PAGE_PROGRAM}.`);
        const files = [program.fileName, ...program.imports].filter((file) => !isFirst(bundle[file]));
        const styles = files.flatMap((file) => [...(bundle[file].viteMetadata?.importedCss ?? [])]);
        const link = (rel, file) => ({
          tag: 'link',
          attrs: { rel, crossorigin: true, href: `./${file}` },
          injectTo: 'head',
        });
        return [
          ...files.map((file) => link('modulepreload', file)),
          ...styles.map((file) => link('stylesheet', file)),
        ];
      },
    },
  };
}
