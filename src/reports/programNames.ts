/** @file What people call the programs and the ops of a step, without the constants of their keys. */

/** Words that no rule would spell right. */
const SPELLINGS: Readonly<Record<string, string>> = {
  adamw: 'AdamW',
  conv: 'convolution',
  conv2d: 'convolution',
  lars: 'LARS',
  relu: 'ReLU',
};

/** tfjs names its programs by their classes, to which bundlers add numbers. */
const STOCK = /^(\w+)Program[$\d]*$/;
/** Where the name of a gradient begins. */
const GRADIENT = / (?=(?:(?:input|weight|filter|parameter|gamma|hidden) )?gradients?\b)/;

/** A program by its key: `linear, weight gradient` for `linear_weight_gradient,widthZ=4,…`, `tfjs binary op`. */
export function plainName(key: string): string {
  const family = key.split(',')[0]!;
  const stock = STOCK.exec(family);
  if (stock !== null) return `tfjs ${words(stock[1]!)}`;
  return family
    .split('.')
    .map((part) => words(part).replace(GRADIENT, ', '))
    .join(', ');
}

/** A kernel by its op and its own name: `criterion terms, matched gradient` for `criterionTerms matchedGradient`. */
export function plainOpName(kernel: string): string {
  const [op = '', part = ''] = kernel.split(' ');
  return part === 'forward' || part === '' ? words(op) : `${words(op)}, ${words(part)}`;
}

function words(name: string): string {
  return name
    .split(/_|(?<=[a-z\d])(?=[A-Z])/)
    .map((word) => word.toLowerCase())
    .map((word) => SPELLINGS[word] ?? word)
    .join(' ');
}
