/**
 * Registers the gradients of tfjs's own ops. `@tensorflow/tfjs-core` leaves that to its users, so whatever
 * differentiates imports this module; registration is global and happens once. (Unit tests run in Node, which cannot
 * load this file of the package as it is; `vite.config.ts` maps it to `@tensorflow/tfjs`, which registers the same.)
 */
import '@tensorflow/tfjs-core/dist/register_all_gradients';
import { registerReductionGradients } from './reductionGradients';

registerReductionGradients();
