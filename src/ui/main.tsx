import '../trustedTypes';
import { connectTrainingWorker } from '../worker/client';

/** @file Begins with little, so that the worker loads its program while the page loads its own. */

let first: ReturnType<typeof connectTrainingWorker> | undefined = connectTrainingWorker();
// Whoever takes it hears of its failure.
first.catch(() => undefined);

/** The worker that was started first; another one each time after that. */
function connect(): ReturnType<typeof connectTrainingWorker> {
  const connection = first ?? connectTrainingWorker();
  first = undefined;
  return connection;
}

void import('./start').then(({ start }) => start(connect));
