import { z } from '../zod';
import { dataConfig } from './dataConfig';
import { lossConfig } from './lossConfig';
import { modelConfig } from './modelConfig';
import { optimConfig } from './optimConfig';
import { runSection } from './runSection';
import { viewsConfig } from './viewsConfig';

/** Version of the configuration's layout; raised, with a migration, whenever a field changes its meaning. */
export const CONFIG_VERSION = 1;

/** Everything that defines a run but the bytes of the user's own files. */
export const runConfig = z.strictObject({
  version: z.literal(CONFIG_VERSION),
  data: dataConfig,
  views: viewsConfig,
  model: modelConfig,
  loss: lossConfig,
  optim: optimConfig,
  run: runSection,
});

export type RunConfig = z.infer<typeof runConfig>;
