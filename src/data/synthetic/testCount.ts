/** Scenes that are kept from every training. */
export const TEST_COUNT = 1024;
