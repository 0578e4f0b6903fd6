/** @file The page's text is written by hand; what stands between two marks is written by the command. */

const BLOCK = /<!-- figures: (\S+) -->[^]*?<!-- end of figures -->/g;

/**
 * Puts new contents between the marks `<!-- figures: NAME -->` and `<!-- end of figures -->`. A block for which `write` has
 * nothing stays as it is.
 */
export function fillBlocks(page: string, write: (name: string) => string | undefined): string {
  return page.replaceAll(BLOCK, (whole, name: string) => {
    const content = write(name);
    return content === undefined
      ? whole
      : `<!-- figures: ${name} -->\n\n${content.trim()}\n\n<!-- end of figures -->`;
  });
}

/** The names of all blocks, in their order. */
export function blocksOf(page: string): string[] {
  return [...page.matchAll(BLOCK)].map(([, name]) => name!);
}
