import { download } from './download';

/** A file that is written piece by piece. */
export interface FileSink {
  write(piece: Uint8Array): Promise<void>;
  /** Everything is written: the file is there from now on. */
  close(): Promise<void>;
  /** Gives up what was written. */
  abort(): Promise<void>;
}

/** The part of the File System Access API that only some browsers have. */
export interface SavePicker {
  readonly showSaveFilePicker?: (options: {
    readonly suggestedName: string;
  }) => Promise<FileSystemFileHandle>;
}

/** Below this size the browser's downloads do, in bytes. */
const LARGE = 2 ** 26;

/**
 * Opens a file to save. A large one goes to the disk as it comes, where a person says and the browser can; any other is
 * gathered by the browser and handed to its downloads at the end.
 *
 * @param bytes about how many there will be
 * @returns `null` where a person has closed the browser's question
 * @throws DOMException where the file cannot be written
 */
export async function openSink(
  name: string,
  type: string,
  bytes: number,
  { showSaveFilePicker }: SavePicker = window as SavePicker,
): Promise<FileSink | null> {
  if (bytes < LARGE || showSaveFilePicker === undefined) return gatheringSink(name, type);
  try {
    const handle = await showSaveFilePicker({ suggestedName: name });
    const file = await handle.createWritable();
    return {
      write: (piece) => file.write(piece as Uint8Array<ArrayBuffer>),
      close: () => file.close(),
      abort: () => file.abort(),
    };
  } catch (error) {
    if (error instanceof DOMException && error.name === 'AbortError') return null;
    throw error;
  }
}

/** A browser may keep the parts of a blob on disk. */
function gatheringSink(name: string, type: string): FileSink {
  let parts: Blob[] = [];
  return {
    write: async (piece) => {
      parts.push(new Blob([piece as Uint8Array<ArrayBuffer>]));
    },
    close: async () => download(name, new Blob(parts, { type })),
    abort: async () => {
      parts = [];
    },
  };
}
