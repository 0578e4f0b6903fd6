/** Odd multipliers of MurmurHash3, for two hashes that have nothing in common. */
const MULTIPLIERS = [0xcc9e2d51, 0x1b873593] as const;

/**
 * A hash of bytes as 16 hexadecimal digits: two of MurmurHash3's 32-bit mixes over the words. Equal bytes have equal
 * hashes; it tells results apart and is no proof against forgery.
 */
export function fingerprintOf(...parts: readonly ArrayBufferView[]): string {
  const hashes = MULTIPLIERS.map((multiplier) => {
    let hash = 0;
    for (const { buffer, byteOffset, byteLength } of parts) {
      const whole = byteLength >>> 2;
      const words =
        byteOffset % 4 === 0
          ? new Int32Array(buffer, byteOffset, whole)
          : new Int32Array(buffer.slice(byteOffset, byteOffset + 4 * whole));
      for (let word = 0; word < whole; word++) hash = mixed(hash, words[word]!, multiplier);
      for (const byte of new Uint8Array(buffer, byteOffset + 4 * whole, byteLength - 4 * whole))
        hash = mixed(hash, byte, multiplier);
      hash = mixed(hash, byteLength, multiplier);
    }
    return finished(hash).toString(16).padStart(8, '0');
  });
  return hashes.join('');
}

function mixed(hash: number, word: number, multiplier: number): number {
  let k = Math.imul(word, multiplier);
  k = (k << 15) | (k >>> 17);
  let h = hash ^ Math.imul(k, MULTIPLIERS[1]);
  h = (h << 13) | (h >>> 19);
  return (Math.imul(h, 5) + 0xe6546b64) | 0;
}

function finished(hash: number): number {
  let h = hash ^ (hash >>> 16);
  h = Math.imul(h, 0x85ebca6b);
  h ^= h >>> 13;
  h = Math.imul(h, 0xc2b2ae35);
  return (h ^ (h >>> 16)) >>> 0;
}
