import type { ProbeListener } from '../../evaluation/evaluate';
import type { ProbeName } from '../../reports/evaluation';

const CLEAR_LINE = '\r\u001b[2K';

/** One line that moves on a terminal; elsewhere a line at each quarter of a probe. */
export function probeProgress(stream: NodeJS.WriteStream): ProbeListener {
  let told: { probe: ProbeName; quarters: number } | undefined;
  return (probe, share) => {
    if (stream.isTTY) {
      stream.write(share < 1 ? `${CLEAR_LINE}${line(probe, share)}` : CLEAR_LINE);
      return;
    }
    const quarters = Math.floor(4 * share);
    if (told?.probe === probe && told.quarters >= quarters) return;
    told = { probe, quarters };
    stream.write(`${line(probe, share)}\n`);
  };
}

function line(probe: ProbeName, share: number): string {
  return `${probe}: ${Math.floor(100 * share)} %`;
}
