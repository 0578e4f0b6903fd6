import type { Branch } from '../../../vicregl/definition/terms';

/** The branches in the order of plots and tables; the definition's own list comes with tfjs, which the page has no use for. */
export const BRANCH_NAMES = ['global', 'local'] as const satisfies readonly Branch[];
