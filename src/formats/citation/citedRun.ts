import { describeConfig, getField } from '../../config/describe';
import type { RunConfig } from '../../config/runConfig';
import { fingerprintOf } from '../../fingerprint';
import type { ReportedRun } from '../report/reportHtml';

/** A run as it is cited. */
export interface CitedRun {
  readonly run: ReportedRun;
  /** Opens the playground with the run's settings; absent where nobody has said where the playground is. */
  readonly link?: string | undefined;
  /** Of the day on which it is cited. */
  readonly year: number;
}

/** A hash of every setting, as 16 hexadecimal digits: two runs have the same where they were set up alike. */
export function settingsHash(config: RunConfig): string {
  const settings = describeConfig(config).map(({ path }) => [path, getField(config, path)]);
  return fingerprintOf(new TextEncoder().encode(JSON.stringify(settings)));
}
