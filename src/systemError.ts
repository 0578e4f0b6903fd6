/** @file What the operating system refuses, in words, so that no one meets `EACCES` or a stack trace. */

/** Reasons by the system's code; each ends a sentence such as "… cannot be read: it is a folder." */
const REASONS: Readonly<Record<string, string>> = {
  EACCES: 'this user has no permission',
  EBUSY: 'another program uses it',
  EDQUOT: 'the disk quota is used up',
  EEXIST: 'something of that name is there already',
  EFBIG: 'it would be larger than files may be here',
  EIO: 'the device reports an error',
  EISDIR: 'it is a folder',
  ELOOP: 'its links lead in a circle',
  EMFILE: 'too many files are open',
  ENAMETOOLONG: 'the name is too long',
  ENFILE: 'too many files are open on this machine',
  ENODEV: 'it is no file',
  ENOENT: 'there is no such file or folder',
  ENOMEM: 'the memory does not suffice',
  ENOSPC: 'the disk is full',
  ENOTDIR: 'a part of the path is a file, not a folder',
  ENXIO: 'it is no file',
  EPERM: 'the system does not allow it',
  EROFS: 'the disk is read-only',
  ESTALE: 'the network drive does not answer',
  ETIMEDOUT: 'the network drive does not answer',
  ETXTBSY: 'another program uses it',
  ERR_FS_FILE_TOO_LARGE: 'it is larger than 2 GiB',
  ERR_INVALID_ARG_VALUE: 'the name holds a character that no name may have',
};

/** Codes that say that there is no room left. */
const FULL: readonly string[] = ['ENOSPC', 'EDQUOT', 'EFBIG'];

/** The system's code of an error that came from it, e.g. `ENOENT`; `undefined` for all other errors. */
export function systemCode(error: unknown): string | undefined {
  if (!(error instanceof Error) || !('code' in error) || typeof error.code !== 'string') return undefined;
  return 'syscall' in error || Object.hasOwn(REASONS, error.code) ? error.code : undefined;
}

/** Why the system refused, as the end of a sentence; `undefined` for errors that are not the system's. */
export function systemReason(error: unknown): string | undefined {
  const code = systemCode(error);
  return code === undefined ? undefined : (REASONS[code] ?? `the system answers ${code}`);
}

/** True where an error says that the disk, or what this user may take of it, is full. */
export function isDiskFull(error: unknown): boolean {
  return FULL.includes(systemCode(error) ?? '');
}
