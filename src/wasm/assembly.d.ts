/** A program in AssemblyScript, compiled by `scripts/assembly.mjs`: base64 of its WebAssembly. */
declare module '*?assembly' {
  /** For memory of one thread. */
  export const plain: string;
  /** For memory that threads share. */
  export const shared: string;
}

/** The same for engines with relaxed SIMD. */
declare module '*?assembly=relaxed' {
  export const plain: string;
  export const shared: string;
}
