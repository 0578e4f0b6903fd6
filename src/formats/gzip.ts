import { Gunzip } from 'fflate';

export function isGzip(head: Uint8Array): boolean {
  return head[0] === 0x1f && head[1] === 0x8b;
}

/** What the beginning of a gzip file inflates to; empty where it is damaged. */
export function inflatedStart(head: Uint8Array): Uint8Array {
  let start: Uint8Array = new Uint8Array(0);
  const inflator = new Gunzip((piece) => {
    if (start.length === 0) start = piece;
  });
  try {
    inflator.push(head);
  } catch {
    // What is damaged has no beginning.
  }
  return start;
}
