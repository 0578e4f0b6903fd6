/** Message that the worker sends once its modules are evaluated: what is posted to it earlier could be lost. */
export const WORKER_READY = 'training-worker-ready';
