declare const __PROGRAM__: string;

/** Name, version and commit of this program, for whoever asks and for every file that has room for it (see `scripts/stamp.mjs`). */
export const PROGRAM: string = __PROGRAM__;
