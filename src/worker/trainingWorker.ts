import '../trustedTypes';
import { expose } from 'comlink';
import { transferFailures } from './failureTransfer';
import { TrainingHost } from './host';
import { reach } from './milestones';
import { BEAT_INTERVAL, holdLifeline, type SignOfLife } from './signsOfLife';

reach('program loaded');
transferFailures();
expose(new TrainingHost());
void holdLifeline().then((lifeline) => {
  postMessage({ type: 'ready', lifeline } satisfies SignOfLife);
  setInterval(() => postMessage({ type: 'beat' } satisfies SignOfLife), BEAT_INTERVAL);
});
