import { Presets, SingleBar } from 'cli-progress';
import type { StepReport } from '../../reports/step';
import { noteLine } from '../process/noteLine';

/** Shows how far a training is. */
export interface Progress {
  start(totalSteps: number): void;
  note(text: string): void;
  update(report: StepReport): void;
  stop(): void;
}

/** A bar on a terminal, plain lines elsewhere. */
export function createProgress(stream: NodeJS.WriteStream): Progress {
  return stream.isTTY ? terminalBar(stream) : plainLines(stream);
}

function figures({ loss, imagesPerSecond }: StepReport): { loss: string; rate: string } {
  return { loss: loss.total.toFixed(3), rate: imagesPerSecond.toFixed(1) };
}

const CLEAR_LINE = '\r\u001b[2K';

function terminalBar(stream: NodeJS.WriteStream): Progress {
  const bar = new SingleBar(
    {
      stream,
      format: '{bar} {value}/{total} steps | loss {loss} | {rate} images/s | {eta_formatted} left',
      hideCursor: true,
      gracefulExit: false,
    },
    Presets.shades_classic,
  );
  return {
    start: (totalSteps) => bar.start(totalSteps, 0, { loss: '–', rate: '–' }),
    note: (text) => {
      // The bar is drawn anew below the line.
      if (bar.isActive) stream.write(CLEAR_LINE);
      stream.write(noteLine(text));
    },
    update: (report) => bar.update(report.step, figures(report)),
    stop: () => bar.stop(),
  };
}

/** About this many lines for a whole run. */
const LINES = 50;

function plainLines(stream: NodeJS.WriteStream): Progress {
  let total = 0;
  return {
    start: (totalSteps) => {
      total = totalSteps;
    },
    note: (text) => stream.write(noteLine(text)),
    update: (report) => {
      const every = Math.max(1, Math.ceil(total / LINES));
      if (report.step !== 1 && report.step !== total && report.step % every !== 0) return;
      const { loss, rate } = figures(report);
      stream.write(`step ${report.step}/${total}  loss ${loss}  ${rate} images/s\n`);
    },
    stop: () => undefined,
  };
}
