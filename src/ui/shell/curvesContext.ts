import { createContext, type RefObject } from 'react';
import type { CurvesHandle } from '../views/curves/CurvesView';

/** The curves on show, for the export of the plot. */
export const CurvesContext = createContext<RefObject<CurvesHandle | null> | null>(null);
