import { Failure } from '../../failure';
import { bytes } from '../../reports/format';
import { quoted } from '../../quoted';
import { nameOfAddress } from './fileAddress';

/** The largest file that is loaded from an address, in bytes: more than the archive of any set that is read. */
const MOST_FETCHED = 3_000_000_000;
/** Bytes after which what has come becomes a blob, which the browser may put on the disk. */
const BLOB_BYTES = 64 * 2 ** 20;
/** Bytes between two words on how far it is. */
const TELL_BYTES = 2 ** 20;

export interface FetchOptions {
  readonly signal: AbortSignal;
  /** @param total bytes of the whole file, where the server says so */
  readonly onProgress: (done: number, total: number | null) => void;
}

/**
 * A file of the page's own site. No redirect is followed: it could lead to another one.
 *
 * @throws {Failure} `data_missing` where there is none, `data_unreadable` for an answer that is no file or too large,
 * `data_truncated` for one that breaks off, `cancelled`
 */
export async function fetchFile(address: URL, { signal, onProgress }: FetchOptions): Promise<File> {
  const where = quoted(address.pathname);
  const response = await answer(address, signal, where);
  try {
    check(response, where);
    const total = announced(response);
    if (total !== null && total > MOST_FETCHED) throw tooLarge(where, total);
    const parts = await received(response, where, (done) => onProgress(done, total));
    const type = response.headers.get('content-type') ?? '';
    return new File(parts, nameOfAddress(address), { type });
  } catch (error) {
    if (signal.aborted) throw cancelled();
    throw error;
  } finally {
    // What is not wanted is not downloaded to its end.
    if (response.body?.locked === false) await response.body.cancel().catch(() => undefined);
  }
}

async function answer(address: URL, signal: AbortSignal, where: string): Promise<Response> {
  try {
    return await fetch(address, { signal, redirect: 'manual', credentials: 'same-origin' });
  } catch (error) {
    if (signal.aborted) throw cancelled();
    throw failure('data_unreadable', `The server does not answer for ${where}.`, RETRY, error);
  }
}

const RETRY = 'Look whether the server still runs, and try again.';
const CHECK_PATH = 'Check the path. It begins at the folder of this page, or with / at the top of its site.';

function check(response: Response, where: string): void {
  const { status, type, ok } = response;
  if (type === 'opaqueredirect' || (status >= 300 && status < 400))
    throw failure('data_unreadable', `The server sends ${where} on to another address.`, FINAL);
  if (status === 404 || status === 410)
    throw failure('data_missing', `There is no file ${where} on this site (${status}).`, CHECK_PATH);
  if (!ok) throw failure('data_unreadable', `The server answers ${status} for ${where}.`, CHECK_PATH);
  if (/^text\/html\b/i.test(response.headers.get('content-type') ?? ''))
    throw failure(
      'data_unreadable',
      `The server answers with a web page for ${where}, not with a file.`,
      HTML,
    );
}

const FINAL =
  'Give the address that it leads to, if that is on this site; else download the file and drop it here.';
const HTML = `There may be no such file. ${CHECK_PATH}`;

/** Bytes of the file; `null` where the server does not say, or packs what it sends. */
function announced({ headers }: Response): number | null {
  const length = headers.get('content-length');
  return length === null || headers.has('content-encoding') || !/^\d{1,15}$/.test(length)
    ? null
    : Number(length);
}

async function received(
  response: Response,
  where: string,
  tell: (done: number) => void,
): Promise<BlobPart[]> {
  const blobs: Blob[] = [];
  let recent: Uint8Array<ArrayBuffer>[] = [];
  let [done, blobbed, told] = [0, 0, 0];
  const reader = response.body?.getReader();
  while (reader !== undefined) {
    const { value } = await reader.read().catch((error: unknown) => {
      const message = `The answer for ${where} broke off after ${bytes(done)}.`;
      throw failure('data_truncated', message, RETRY, error);
    });
    if (value === undefined) break;
    done += value.length;
    if (done > MOST_FETCHED) {
      await reader.cancel().catch(() => undefined);
      throw tooLarge(where, done);
    }
    recent.push(value);
    if (done - blobbed >= BLOB_BYTES) {
      blobs.push(new Blob(recent));
      recent = [];
      blobbed = done;
    }
    if (done - told >= TELL_BYTES) {
      tell(done);
      told = done;
    }
  }
  return [...blobs, ...recent];
}

function tooLarge(where: string, size: number): Failure {
  const message = `${where} has ${bytes(size)} or more; at most ${bytes(MOST_FETCHED)} are loaded from an address.`;
  return failure('data_unreadable', message, 'Download the file and drop it here.');
}

function failure(
  code: 'data_missing' | 'data_unreadable' | 'data_truncated',
  message: string,
  remedy: string,
  cause?: unknown,
): Failure {
  return new Failure({ code, message, doing: 'loading from an address', remedy }, { cause });
}

const cancelled = () => new Failure({ code: 'cancelled', message: 'The download was ended.' });
