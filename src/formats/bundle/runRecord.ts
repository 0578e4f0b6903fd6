import { jsonText } from './json';
import type { RunResults } from './runBundle';

/** `run.json`: what `train --resume` needs to go on with a run, and on what and with what it was trained. */
export function runRecord({
  config,
  data,
  environment,
}: Pick<RunResults, 'config' | 'data' | 'environment'>): string {
  return jsonText({
    ...(config.data.source === 'synthetic' ? { data: 'synthetic' } : {}),
    trainedOn: data,
    environment,
  });
}
