import type { StepCommand } from '../../compute/computer';
import type { RunConfig } from '../../config/runConfig';
import { GRAPHICS_CARD_TRAITS } from '../../gpu/backendView';
import { onShapes } from '../../gpu/shapes';
import { dryRun } from '../../training/dryRun';
import { imageCount } from '../../training/estimate';
import { networkSpecs } from '../../vicregl/network';

/** Of a data set that is not known: as many as CIFAR-10 has. They matter to the online classifier alone. */
const CLASSES = 10;

/** The commands of a training step of this configuration as a graphics card would be given them; none is needed. */
export function stepOnPaper(config: RunConfig): readonly StepCommand[] {
  const specs = networkSpecs(config.model, config.loss.alpha, CLASSES);
  // A step touches the images of its batch, however many there are.
  const images = { ...imageCount(config, {}), count: config.run.batch, isLabelled: true, isSent: false };
  return dryRun({ dryRun: (work) => onShapes(GRAPHICS_CARD_TRAITS, work) }, config, specs, images).commands;
}
