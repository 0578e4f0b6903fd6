import type { Computer } from '../compute/computer';
import type { RunConfig } from '../config/runConfig';
import type { TuneOptions } from '../device/tune/tune';
import { PROGRAM } from '../program';
import { tilingsOf, type TunedKernel, type TuneReport } from '../reports/tuning';
import type { TuningShelf } from '../storage/tuningShelf';
import type { KnownData } from '../training/estimate';

/** The tilings of the device at hand: found once, and kept by the browser for every later run. */
export class Tunings {
  private readonly computer: Computer;
  private readonly shelf: TuningShelf | undefined;
  /** Of this program and the browser: others have other kernels, or compile them otherwise. */
  readonly version: string;
  private found: readonly TunedKernel[] | undefined;

  private constructor(computer: Computer, shelf: TuningShelf | undefined, browser: string) {
    this.computer = computer;
    this.shelf = shelf;
    this.version = `${PROGRAM}; ${browser}`;
  }

  /**
   * Takes what is kept of the computer's adapter.
   * @param browser its name and version, since it compiles the kernels
   */
  static async open(computer: Computer, shelf: TuningShelf | undefined, browser: string): Promise<Tunings> {
    const tunings = new Tunings(computer, shelf, browser);
    if (computer.tilings === undefined) return tunings;
    // What cannot be read is found anew.
    tunings.found = await shelf?.find(tunings.adapter, tunings.version).catch(() => undefined);
    return tunings;
  }

  /**
   * Whether a first run should be tuned for: on a GPU that nobody has tuned here yet. On a software adapter it is a person's
   * choice, for compiling the candidates takes it longer than a run gains by them.
   */
  get isDue(): boolean {
    const { tilings, summary } = this.computer;
    return tilings !== undefined && !summary.software && this.found === undefined;
  }

  get kernels(): readonly TunedKernel[] {
    return this.found ?? [];
  }

  /** For runs to come. */
  get table() {
    return tilingsOf(this.kernels);
  }

  /**
   * Times the kernels of a configuration's step; those of other shapes stay as they were found.
   * @throws Failure `storage_full`, `storage_failed` where they are found and cannot be kept
   */
  async tune(config: RunConfig, known: KnownData, options: TuneOptions): Promise<TuneReport> {
    const { tune } = await import('../device/tune/tune');
    const { kernels, left } = await tune(this.computer, config, known, options);
    const isNew = new Set(kernels.map(({ key }) => key));
    await this.take([...this.kernels.filter(({ key }) => !isNew.has(key)), ...kernels]);
    return { kernels: this.kernels, left };
  }

  /** Goes back to the rule, until somebody tunes again. */
  async forget(): Promise<void> {
    await this.take([]);
  }

  private async take(kernels: readonly TunedKernel[]): Promise<void> {
    this.found = kernels;
    await this.shelf?.keep(this.adapter, this.version, kernels);
  }

  private get adapter(): string {
    return this.computer.tilings?.adapter ?? '';
  }
}
