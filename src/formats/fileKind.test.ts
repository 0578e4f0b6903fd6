import { readFileSync } from 'node:fs';
import { gzipSync, zipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { fileKind, HEAD_BYTES, identifyFile } from './fileKind';
import { writeSafetensors } from './safetensors';

const utf8 = (text: string) => new TextEncoder().encode(text);
const latin1 = (text: string) => Uint8Array.from(text, (character) => character.charCodeAt(0));

/** What a caller does: the head of a file, and its size. */
const kindOf = (bytes: Uint8Array) => fileKind(bytes.subarray(0, HEAD_BYTES), bytes.length);
const wordsOf = (bytes: Uint8Array) => identifyFile(bytes.subarray(0, HEAD_BYTES), bytes.length).words;

function fixture(name: string): Uint8Array {
  return new Uint8Array(readFileSync(new URL(`./fixtures/${name}`, import.meta.url)));
}

/** Records of CIFAR with the given label bytes, pixels of all values. */
function cifar(...labels: readonly (readonly number[])[]): Uint8Array {
  const pixels = Array.from({ length: 3072 }, (_, at) => (at * 37) % 256);
  return Uint8Array.from(labels.flatMap((label) => [...label, ...pixels]));
}

describe('fileKind', () => {
  it.each([
    'weights/good.pth',
    'weights/lightning.ckpt',
    'checkpoint_convnext_full.pth',
    'checkpoint_convnext_backbone_legacy.pth',
    'checkpoint_bad_malicious_legacy.pth',
    'checkpoint_bad_truncated_zip.pth',
  ])('%s is a PyTorch checkpoint', (name) => expect(kindOf(fixture(name))).toBe('pytorch'));

  it('knows a PyTorch zip whose pickle is not its first entry', () => {
    const entry = new Uint8Array(64);
    const level = 0;
    expect(kindOf(zipSync({ 'm/data/0': entry, 'm/data.pkl': entry }, { level }))).toBe('pytorch');
    expect(kindOf(zipSync({ 'notes.txt': entry, 'm/data.pkl': entry }, { level }))).toBe('pytorch');
  });

  it('knows safetensors, cut off ones too', () => {
    const bytes = writeSafetensors({ x: { dtype: 'F32', shape: [1], data: Float32Array.of(1) } });
    expect(kindOf(bytes)).toBe('safetensors');
    expect(kindOf(bytes.subarray(0, 20))).toBe('safetensors');
    expect(kindOf(fixture('weights/f8_extra.safetensors'))).toBe('safetensors');
  });

  it.each([
    ['a JPEG image', 'image', latin1('\xff\xd8\xff\xe0\0\x10JFIF\0')],
    ['a PNG image', 'image', latin1('\x89PNG\r\n\x1a\n\0\0\0\rIHDR')],
    ['a TIFF image', 'image', latin1('II*\0\x08\0\0\0')],
    ['a WebP image', 'image', latin1('RIFF\x24\0\0\0WEBPVP8 ')],
    ['an AVIF image', 'image', latin1('\0\0\0\x1cftypavif\0\0\0\0')],
    ['a gzip archive', 'archive', gzipSync(latin1('x'))],
    ['a zip archive', 'archive', zipSync({ 'cat/1.jpg': latin1('x') })],
    ['a tar archive', 'archive', latin1('a.txt'.padEnd(257, '\0') + 'ustar\x0000')],
    ['a NumPy array', 'npy', latin1('\x93NUMPY\x01\0v\0{')],
    ['a file of NumPy arrays (.npz)', 'npz', zipSync({ 'x_train.npy': latin1('x'), 'y.npy': latin1('x') })],
    ['a zip archive', 'archive', zipSync({ 'set/x_train.npy': latin1('x') })],
    ['labels of STL-10', 'stl10-labels', new Uint8Array(16).fill(3)],
    ['an HDF5 file (as of Keras)', 'unknown', latin1('\x89HDF\r\n\x1a\n\0')],
    ['a web page (HTML)', 'html', utf8('\n<!DOCTYPE HTML>\n<html lang="en">')],
    ['a web page (HTML)', 'html', utf8('<?xml version="1.0"?><!-- x --><html xmlns="">')],
    ['a JSON file', 'json', utf8('\ufeff{"a": 1}')],
    ['a JSON file', 'json', utf8('[1, 2')],
    ['a text file', 'text', utf8('Entry not found')],
    ['an empty file', 'empty', latin1('')],
    ['a file of an unknown kind', 'unknown', latin1('\x01\x02\x03')],
  ])('%s (%s)', (words, kind, bytes) => {
    expect([wordsOf(bytes), kindOf(bytes)]).toEqual([words, kind]);
  });

  it('knows a git-lfs pointer', () =>
    expect(kindOf(fixture('weights/lfs_pointer.safetensors'))).toBe('git-lfs-pointer'));

  it('tells a configuration from other JSON', () => {
    const config = fixture('weights/tiny.json');
    expect(kindOf(config)).toBe('configuration');
    const record = JSON.stringify({ config: JSON.parse(new TextDecoder().decode(config)) as unknown });
    expect(kindOf(utf8(record))).toBe('json');
  });

  it('knows whole records of CIFAR by their labels', () => {
    expect(kindOf(cifar([9], [0], [3]))).toBe('cifar-binary');
    expect(kindOf(cifar([19, 99], [0, 0]))).toBe('cifar-binary');
  });

  it('takes nothing for CIFAR that has other labels, another size or magic bytes', () => {
    expect(kindOf(cifar([9], [10]))).toBe('unknown');
    expect(kindOf(cifar([20, 0]))).toBe('unknown');
    expect(kindOf(cifar([1], [2]).subarray(0, 5000))).toBe('unknown');
    const photograph = cifar([0], [0]);
    photograph.set([0xff, 0xd8, 0xff, 0xe0]);
    expect(kindOf(photograph)).toBe('image');
  });

  it('a checkpoint as long as records of CIFAR is a checkpoint', () => {
    const bytes = fixture('weights/good.pth');
    expect(fileKind(bytes.subarray(0, HEAD_BYTES), 3073 * 25)).toBe('pytorch');
  });

  it.each([
    ['Python 2', '\x80\x02}q\x01(U\x0bbatch_labelq\x02U\x15training batch 1 of 5q\x03U\x06labelsq\x04]'],
    ['Python 2, CIFAR-100', '\x80\x02}q\x01(U\tfilenamesq\x02]q\x03(U\x1abos_taurus_s_000507.png'],
    ['Python 3', '\x80\x04\x95\x10\0\0\0\0\0\0\0}\x94(C\x0bbatch_label\x94C\x15training'],
    ['Python 3, its array first', '\x80\x03}q\0(C\x04dataq\x01cnumpy.core.multiarray\n_reconstruct\n'],
  ])('knows CIFAR’s Python version (%s)', (_, text) => {
    expect(kindOf(latin1(text))).toBe('cifar-python');
  });

  it('knows other pickles as pickles', () => {
    expect(kindOf(latin1('\x80\x02}q\0X\x05\0\0\0stateq\x01.'))).toBe('pickle');
    expect(kindOf(latin1('\x80\x03]q\0.'))).toBe('pickle');
  });

  it('answers whatever it is given', () => {
    for (let length = 0; length < 40; length++) {
      expect(typeof kindOf(new Uint8Array(length).fill(0x80))).toBe('string');
      expect(typeof kindOf(latin1('\x80\x02}(U\xff').subarray(0, length))).toBe('string');
      expect(typeof kindOf(latin1('PK\x03\x04'.padEnd(40, '\xff')).subarray(0, length))).toBe('string');
    }
  });
});
