import { runJob } from '../jobs';

/** The driver calls this from outside. */
Object.assign(globalThis, { bench: runJob });
