import type { RunConfig } from '../runConfig';

/** Under which heading a preset is listed. */
export type PresetGroup = 'Start here' | 'Browser-sized' | 'Small images' | 'As published';

/** A named starting point. */
export interface Preset {
  readonly name: string;
  readonly title: string;
  readonly group: PresetGroup;
  /** One to three sentences: what it is for and what to expect. */
  readonly description: string;
  /** The command of the reference's README that the configuration is read from. */
  readonly command?: string;
  readonly config: RunConfig;
}
