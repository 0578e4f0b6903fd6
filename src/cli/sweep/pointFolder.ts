import { readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { readSafetensors } from '../../formats/safetensors';
import type { EvaluationReport, ProbeName } from '../../reports/evaluation';
import { RESULTS } from '../files/outFolder';

const POINTS = 'points';

/** Names of a point's files beside those of `train`. */
const FILES = {
  ...RESULTS,
  /** The configuration that was asked for; `config.json` is what the training made of it. */
  wanted: 'wanted.json',
  /** What train and eval said. */
  log: 'log.txt',
} as const;

/** The folder of one point, and how far it is. */
export class PointFolder {
  readonly path: string;

  constructor(sweep: string, id: string) {
    this.path = join(sweep, POINTS, id);
  }

  file(name: keyof typeof FILES): string {
    return join(this.path, FILES[name]);
  }

  /** The configuration that the folder was made for; `undefined` where it is new or cannot be read. */
  get wanted(): unknown {
    return parseJson(textOf(this.file('wanted')));
  }

  /** The evaluation, where all these probes were asked for in it. */
  report(probes: readonly ProbeName[]): EvaluationReport | undefined {
    const report = parseJson(textOf(this.file('evaluation'))) as EvaluationReport | undefined;
    if (!Array.isArray(report?.left)) return undefined;
    const isThere = (probe: ProbeName) =>
      report[probe] !== undefined || report.left.some((left) => left.probe === probe);
    return probes.every(isThere) ? report : undefined;
  }

  /** Whether the weights are those of the last step; the log says how many there are. */
  get isTrained(): boolean {
    const total = /^step \d+\/(\d+)\b/m.exec(textOf(this.file('log')) ?? '')?.[1];
    return total !== undefined && weightsStep(this.file('weights')) === total;
  }

  /** The last thing that train or eval said; `undefined` where neither was started. */
  get lastWords(): string | undefined {
    return textOf(this.file('log'))?.trimEnd().split('\n').at(-1);
  }

  /** Takes away what was trained and measured. */
  clear(): void {
    for (const name of ['evaluation', 'weights', 'checkpoint', 'log'] as const)
      rmSync(this.file(name), { force: true });
  }
}

/** Names of all points that there are in a sweep's folder. */
export function pointsIn(sweep: string): string[] {
  try {
    return readdirSync(join(sweep, POINTS));
  } catch {
    return [];
  }
}

function textOf(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return undefined;
  }
}

function parseJson(text: string | undefined): unknown {
  try {
    return text === undefined ? undefined : JSON.parse(text);
  } catch {
    return undefined;
  }
}

function weightsStep(path: string): string | undefined {
  try {
    return readSafetensors(readFileSync(path)).metadata.step;
  } catch {
    return undefined;
  }
}
