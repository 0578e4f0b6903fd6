import { namesInHead } from './zip/namesInHead';

/** @file What can be told of pickles, and of PyTorch's zip files, by their first bytes. */

const PROTO = 0x80;
const FRAME = 0x95;
const FRAME_BYTES = 8;
const EMPTY_DICT = 0x7d;
/** Opcodes that may stand between an empty dictionary and its first key: mark, put, long put, memoize. */
const BEFORE_KEY: Readonly<Record<number, number>> = { 0x28: 0, 0x71: 1, 0x72: 4, 0x94: 0 };
/** Opcodes of short texts and bytes, each followed by one byte of length, and those with four bytes of length. */
const SHORT_TEXT = [0x55, 0x8c, 0x43];
const LONG_TEXT = [0x58, 0x54, 0x42];
/** Longer first keys are none of CIFAR's. */
const MAX_KEY = 64;

/** `LONG1` of 10 bytes: the number that every checkpoint of the legacy format begins with. */
const LEGACY_MAGIC = '\x8a\x0al\xfc\x9cF\xf9 j\xa8P\x19.';

/** Keys of the dictionaries in CIFAR-10's and CIFAR-100's Python versions; `data` alone could be anybody's. */
const CIFAR_KEYS = new Set([
  'batch_label',
  'labels',
  'fine_labels',
  'coarse_labels',
  'filenames',
  'label_names',
  'fine_label_names',
  'coarse_label_names',
  'num_cases_per_batch',
]);

/** Entries that `torch.save` and `torch.jit.save` write, below one folder. */
const TORCH_ENTRY =
  /^([^/]+\/)?(data\.pkl|constants\.pkl|byteorder|version|data\/\d+|\.format_version|\.storage_alignment|\.data\/\w+)$/;

/** Which pickle the bytes begin as, if they do. */
export function identifyPickle(head: Uint8Array): 'pytorch' | 'cifar-python' | 'pickle' | undefined {
  if (head[0] !== PROTO || head[1]! < 2 || head[1]! > 5) return undefined;
  const start = head[2] === FRAME ? 3 + FRAME_BYTES : 2;
  if (latin1(head, start, LEGACY_MAGIC.length) === LEGACY_MAGIC) return 'pytorch';
  const key = head[start] === EMPTY_DICT ? firstKey(head, start + 1) : undefined;
  if (key !== undefined && CIFAR_KEYS.has(key)) return 'cifar-python';
  // Written anew with Python 3, CIFAR's dictionary may begin with its array of images.
  const isArray = key === 'data' && latin1(head, start, head.length).includes('multiarray');
  return isArray ? 'cifar-python' : 'pickle';
}

/** Whether a zip file has an entry of PyTorch's among those that begin in its head. */
export function isTorchZip(head: Uint8Array): boolean {
  return [...namesInHead(head)].some((name) => TORCH_ENTRY.test(name));
}

function firstKey(head: Uint8Array, position: number): string | undefined {
  let at = position;
  while (head[at] !== undefined && BEFORE_KEY[head[at]!] !== undefined) at += 1 + BEFORE_KEY[head[at]!]!;
  const opcode = head[at]!;
  const length = head[at + 1] ?? 0;
  if (length > MAX_KEY) return undefined;
  if (SHORT_TEXT.includes(opcode)) return latin1(head, at + 2, length);
  return LONG_TEXT.includes(opcode) ? latin1(head, at + 5, length) : undefined;
}

function latin1(bytes: Uint8Array, start: number, length: number): string {
  return Array.from(bytes.subarray(start, start + length), (byte) => String.fromCharCode(byte)).join('');
}
