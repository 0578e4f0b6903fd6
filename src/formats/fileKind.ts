import { CHECKPOINT, MANIFEST, METRICS } from './bundle/files';
import { identifyMagic } from './fileMagic';
import { inflatedStart, isGzip } from './gzip';
import { idxHeader } from './idx';
import { identifyPickle, isTorchZip } from './pickleMagic';
import { areStl10Labels } from './stl10';
import { identifyText } from './textKind';
import { namesInHead } from './zip/namesInHead';

/** Bytes of a file's start that `fileKind` wants to see; a shorter file is seen whole. */
export const HEAD_BYTES = 8192;

/** What a file is by its content. */
export type FileKind =
  | 'safetensors'
  /** What `torch.save` writes: the zip format, or the legacy one. */
  | 'pytorch'
  /** A whole run, as the page and the command line write it. */
  | 'run'
  /** A Python pickle that is neither a checkpoint nor CIFAR's. */
  | 'pickle'
  | 'image'
  | 'cifar-binary'
  | 'cifar-python'
  /** Arrays of images or of labels in the format of MNIST, gzipped or not. */
  | 'idx-images'
  | 'idx-labels'
  /** Its images have nothing to be known by. */
  | 'stl10-labels'
  /** NumPy's: an array, and a zip file of some. */
  | 'npy'
  | 'npz'
  | 'archive'
  | 'git-lfs-pointer'
  | 'html'
  /** A run's configuration, as this program writes it. */
  | 'configuration'
  | 'json'
  | 'text'
  | 'empty'
  | 'unknown';

export interface FileIdentity {
  readonly kind: FileKind;
  /** What to call it in a sentence, with its article: "a gzip archive". */
  readonly words: string;
}

/** What to call a file of a kind of which no more is known. */
const FILE_KIND_WORDS: Readonly<Record<FileKind, string>> = {
  safetensors: 'a safetensors file',
  pytorch: 'a PyTorch checkpoint',
  run: 'a whole run',
  pickle: 'a Python pickle that torch.save has not written',
  image: 'an image',
  'cifar-binary': 'a batch of CIFAR’s binary version',
  'cifar-python': 'a batch of CIFAR’s Python version',
  'idx-images': 'an IDX file of images, as of MNIST',
  'idx-labels': 'an IDX file of labels, as of MNIST',
  'stl10-labels': 'labels of STL-10',
  npy: 'a NumPy array',
  npz: 'a file of NumPy arrays (.npz)',
  archive: 'an archive',
  'git-lfs-pointer': 'a git-lfs pointer',
  html: 'a web page (HTML)',
  configuration: 'a configuration',
  json: 'a JSON file',
  text: 'a text file',
  empty: 'an empty file',
  unknown: 'a file of an unknown kind',
};

const HEADER_LENGTH_BYTES = 8;
/** The largest header that safetensors allows. */
const MAX_HEADER_BYTES = 100_000_000n;
/** Bytes of pixels in one record of CIFAR. */
const CIFAR_PIXELS = 3 * 32 * 32;
/** Classes that each label byte of a record may name: CIFAR-10, then CIFAR-100's coarse and fine labels. */
const CIFAR_LABELS = [[10], [20, 100]] as const;

/**
 * Identifies a file by its content; its name does not matter.
 *
 * @param head its first `HEAD_BYTES` bytes, or more, or all of a shorter file
 * @param size of the whole file, in bytes
 */
export function identifyFile(head: Uint8Array, size: number): FileIdentity {
  if (size === 0) return named('empty');
  if (isSafetensors(head)) return named('safetensors');
  if (isTorchZip(head)) return named('pytorch');
  if (isBundle(head)) return named('run');
  if (isNpz(head)) return named('npz');
  const idx = idxHeader(isGzip(head) ? inflatedStart(head) : head);
  if (idx !== undefined) return named(idx.shape.length === 1 ? 'idx-labels' : 'idx-images');
  const known = identifyMagic(head);
  if (known !== undefined) return known;
  const pickle = identifyPickle(head);
  if (pickle !== undefined) return named(pickle);
  if (isCifarBinary(head, size)) return named('cifar-binary');
  return named(identifyText(head, size) ?? (areStl10Labels(head) ? 'stl10-labels' : 'unknown'));
}

/** The kind alone, see `identifyFile`. */
export function fileKind(head: Uint8Array, size: number): FileKind {
  return identifyFile(head, size).kind;
}

function named(kind: FileKind): FileIdentity {
  return { kind, words: FILE_KIND_WORDS[kind] };
}

/** Files that a bundle has and other archives hardly do; packed anew, it may begin with any of them. */
const RUN_FILES: ReadonlySet<string> = new Set([MANIFEST, METRICS, CHECKPOINT]);

function isBundle(head: Uint8Array): boolean {
  return [...namesInHead(head)].some((name) => RUN_FILES.has(name));
}

/** `np.savez` writes nothing but arrays, and no folders. */
function isNpz(head: Uint8Array): boolean {
  const [first] = namesInHead(head);
  return first !== undefined && /^[^/\\]+\.npy$/.test(first);
}

/** A possible header length, then a header that begins as JSON does; a file that was cut off is still one. */
function isSafetensors(head: Uint8Array): boolean {
  if (head.length < HEADER_LENGTH_BYTES + 2) return false;
  const length = new DataView(head.buffer, head.byteOffset).getBigUint64(0, true);
  const start = String.fromCharCode(...head.subarray(HEADER_LENGTH_BYTES, HEADER_LENGTH_BYTES + 2));
  return length >= 2n && length <= MAX_HEADER_BYTES && /^\{["}\s]$/.test(start);
}

/** CIFAR has no magic bytes: whole records, and labels of its classes in every record that is seen. */
function isCifarBinary(head: Uint8Array, size: number): boolean {
  return CIFAR_LABELS.some((classes) => {
    const record = classes.length + CIFAR_PIXELS;
    if (size % record !== 0) return false;
    for (let start = 0; start + classes.length <= Math.min(head.length, size); start += record) {
      if (!classes.every((count, index) => head[start + index]! < count)) return false;
    }
    return true;
  });
}
