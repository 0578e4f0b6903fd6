/** The modules of a model, by the reference's names. */
export const BACKBONE = 'backbone';
export const LOCAL_EXPANDER = 'maps_projector';
export const GLOBAL_EXPANDER = 'projector';
export const CLASSIFIER = 'classifier';
