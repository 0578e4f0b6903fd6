import { recordedPath, type Recorded } from '../../experiments/recorded';
import { Failure } from '../../failure';
import { fetchFile } from './fetchFile';
import { playedRun, type PlayedRun } from './playedRun';

/**
 * Fetches a recorded run from the page's own site, and reads it.
 * @throws Failure those of `fetchFile` and `readRecorded`, `data_unreadable` for one that is too large
 */
export async function loadRecorded(recorded: Recorded, signal: AbortSignal): Promise<PlayedRun> {
  const address = new URL(recordedPath(recorded), document.baseURI);
  const [file, { MOST_RECORDED }, { readRecorded }] = await Promise.all([
    fetchFile(address, { signal, onProgress: () => undefined }),
    import('../../formats/recorded/recordedRun'),
    import('../../formats/recorded/readRecorded'),
  ]);
  if (file.size > MOST_RECORDED)
    throw new Failure({
      code: 'data_unreadable',
      message: `The file has ${file.size} bytes; a recorded run has at most ${MOST_RECORDED}.`,
      doing: 'loading a recorded run',
    });
  return playedRun(recorded, readRecorded(new Uint8Array(await file.arrayBuffer())));
}
