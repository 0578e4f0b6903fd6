import '../trustedTypes';
import { connectTrainingWorker } from '../worker/client';
import { start } from './start';

start(connectTrainingWorker);
