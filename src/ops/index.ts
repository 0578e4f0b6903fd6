import { layerNorm } from './layerNorm';
import { maxPool } from './maxPool';
import { residual } from './residual';

/** Every op, by its name: what the backends' tables of kernels must answer for. */
export const OPS = { layerNorm, maxPool, residual } as const;

/** Does not compile where an op is not listed under its own name. */
OPS satisfies { readonly [N in keyof typeof OPS]: { readonly name: N } };
