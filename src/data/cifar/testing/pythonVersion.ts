/** @file CIFAR's batches as Python 2 pickled them, made by hand. */

export const latin1 = (text: string): Uint8Array =>
  Uint8Array.from(text, (character) => character.charCodeAt(0));
const text = (value: string): string => `U${String.fromCharCode(value.length)}${value}`;
const int32 = (value: number): string =>
  [0, 8, 16, 24].map((shift) => String.fromCharCode((value >> shift) & 255)).join('');
export const list = (items: readonly string[]): string => `](${items.join('')}e`;
export const dictionary = (entries: Readonly<Record<string, string>>): string =>
  `}(${Object.entries(entries)
    .map(([key, value]) => text(key) + value)
    .join('')}u`;
export const pickle = (value: string): Uint8Array => latin1(`\x80\x02${value}.`);

/** `[n, 3072]` of bytes, as NumPy pickled it in Python 2. */
export function array(bytes: string): string {
  const shape = `J${int32(bytes.length / 3072)}J${int32(3072)}\x86`;
  const type = `cnumpy\ndtype\n${text('u1')}K\0K\x01\x87R(K\x03${text('|')}NNNJ${int32(-1)}J${int32(-1)}K\0tb`;
  return (
    `cnumpy.core.multiarray\n_reconstruct\ncnumpy\nndarray\nK\0\x85${text('b')}\x87R` +
    `(K\x01${shape}${type}\x89T${int32(bytes.length)}${bytes}tb`
  );
}

export function batch(labels: readonly number[]): Uint8Array {
  const data = labels.map((label) => String.fromCharCode(label, 200).repeat(1536)).join('');
  return pickle(
    dictionary({
      batch_label: text('training batch 1 of 5'),
      labels: list(labels.map((label) => `K${String.fromCharCode(label)}`)),
      data: array(data),
      filenames: list(labels.map((label) => text(`${label}.png`))),
    }),
  );
}

/** Class names in `batches.meta`. */
export const NAMES = Array.from({ length: 10 }, (_, index) => `kind ${index}`);
/** A small CIFAR-10 of Python's version: the files by their paths. */
export const PYTHON: Readonly<Record<string, Uint8Array>> = {
  'cifar-10-batches-py/data_batch_1': batch([3, 7]),
  'cifar-10-batches-py/data_batch_2': batch([9]),
  'cifar-10-batches-py/test_batch': batch([1, 2, 4]),
  'cifar-10-batches-py/batches.meta': pickle(
    dictionary({ num_cases_per_batch: `J${int32(10_000)}`, label_names: list(NAMES.map(text)) }),
  ),
  'cifar-10-batches-py/readme.html': latin1('<html></html>'),
};
