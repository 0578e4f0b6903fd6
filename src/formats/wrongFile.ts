import { Failure } from '../failure';
import { plain } from '../quoted';
import { identifyFile, type FileKind } from './fileKind';
import { textOf } from './textKind';

/** Characters of a text file that a message shows. */
const TEXT_SHOWN = 60;

const DOWNLOAD =
  'Download the weights file itself: safetensors, or what torch.save writes (.pth, .pt, .bin, .ckpt).';
const CIFAR = 'It holds images: choose it as data. Weights are safetensors files, or what torch.save writes.';

/** What to do with a file that holds no weights. */
const REMEDIES: Readonly<Partial<Record<FileKind, string>>> = {
  empty: DOWNLOAD,
  'git-lfs-pointer':
    'It only names the real file. Fetch that with “git lfs pull”, or with the download button of the site.',
  html: `A download gave a page in place of the file, as when one has to log in or to agree first. ${DOWNLOAD}`,
  archive: 'Unpack it, and choose the weights file in it.',
  image: 'Images are chosen as data. Weights are safetensors files, or what torch.save writes.',
  'cifar-binary': CIFAR,
  'cifar-python': CIFAR,
  configuration: 'Open it as a configuration. Weights are safetensors files, or what torch.save writes.',
  json: `It may be the list that belongs to a weights file of several parts. ${DOWNLOAD}`,
  text: DOWNLOAD,
  pickle: 'Save the weights with torch.save(model.state_dict(), "weights.pth").',
  unknown: DOWNLOAD,
};

/**
 * Tells the two kinds of files that hold weights apart, by their content.
 *
 * @param head the first `HEAD_BYTES` of the file, or all of a shorter one
 * @param size of the file in bytes
 * @throws {Failure} `checkpoint_bad_kind` for a file that is something else, by the name of what it is
 */
export function weightsFormat(head: Uint8Array, size: number): 'safetensors' | 'pytorch' {
  const { kind, words } = identifyFile(head, size);
  if (kind === 'safetensors' || kind === 'pytorch') return kind;
  const text = kind === 'text' ? textOf(head, size)?.trim() : undefined;
  const beginning = text === undefined || text === '' ? '' : `, which begins “${plain(text, TEXT_SHOWN)}”`;
  throw new Failure({
    code: 'checkpoint_bad_kind',
    message: `This is ${words}${beginning}, not weights.`,
    doing: 'reading weights',
    ...(REMEDIES[kind] === undefined ? {} : { remedy: REMEDIES[kind] }),
  });
}
